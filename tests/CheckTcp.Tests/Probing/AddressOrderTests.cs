using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing;
using CsCheck;

namespace CheckTcp.Tests.Probing;

public class AddressOrderTests
{
    private static readonly Gen<IPAddress> Address =
        Gen.OneOf(Gen.Byte.Array[4], Gen.Byte.Array[16]).Select(bytes => new IPAddress(bytes));

    private static readonly Gen<IPAddress[]> Resolved = Address.Array[0, 40];

    private static readonly Comparer<IPAddress> ByText =
        Comparer<IPAddress>.Create((left, right) => string.CompareOrdinal(left.ToString(), right.ToString()));

    [Theory]
    [InlineData("", "")]
    [InlineData("::1", "::1")]
    [InlineData("::1 ::2 1.1.1.1 2.2.2.2", "::1 1.1.1.1 ::2 2.2.2.2")]
    [InlineData("1.1.1.1 2.2.2.2 ::1", "1.1.1.1 ::1 2.2.2.2")]
    [InlineData("::1 1.1.1.1 2.2.2.2 3.3.3.3", "::1 1.1.1.1 2.2.2.2 3.3.3.3")]
    [InlineData("::1 ::2 ::3 1.1.1.1", "::1 1.1.1.1 ::2 ::3")]
    public void Families_take_turns_and_the_resolvers_first_begins(string resolved, string expected) =>
        Assert.Equal(Addresses(expected), AddressOrder.Interleave(Addresses(resolved)));

    [Fact]
    public void Every_address_is_tried_once() => Resolved.Sample(resolved =>
        AddressOrder.Interleave(resolved).Order(ByText).SequenceEqual(resolved.Order(ByText)));

    [Fact]
    public void Within_a_family_the_resolvers_order_stays() => Resolved.Sample(resolved =>
    {
        List<IPAddress> ordered = AddressOrder.Interleave(resolved);

        return Of(AddressFamily.InterNetwork, ordered).SequenceEqual(Of(AddressFamily.InterNetwork, resolved))
            && Of(AddressFamily.InterNetworkV6, ordered).SequenceEqual(Of(AddressFamily.InterNetworkV6, resolved));
    });

    [Fact]
    public void A_family_never_waits_for_two_of_the_other() => Resolved.Sample(resolved =>
    {
        AddressFamily[] families = [.. AddressOrder.Interleave(resolved).Select(address => address.AddressFamily)];
        int whileBothAreLeft = 2 * families.CountBy(family => family).Select(count => count.Value).Append(families.Length).Min();

        return families.Take(whileBothAreLeft).Index().All(turn => turn.Item == families[turn.Index % 2]);
    });

    [Fact]
    public void The_rest_of_an_endless_answer_is_not_tried() => Address.Array[65, 300].Sample(resolved =>
        AddressOrder.Interleave(resolved).Count <= AddressOrder.MaxAddresses);

    [Theory]
    [InlineData(AddressFamilies.Any, AddressFamily.Unspecified)]
    [InlineData(AddressFamilies.IPv4, AddressFamily.InterNetwork)]
    [InlineData(AddressFamilies.IPv6, AddressFamily.InterNetworkV6)]
    public void The_resolver_is_asked_for_the_family_that_is_wanted(AddressFamilies wanted, AddressFamily asked) =>
        Assert.Equal(asked, AddressOrder.FamilyOf(wanted));

    private static IPAddress[] Addresses(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse)];

    private static IEnumerable<IPAddress> Of(AddressFamily family, IEnumerable<IPAddress> addresses) =>
        addresses.Where(address => address.AddressFamily == family);
}
