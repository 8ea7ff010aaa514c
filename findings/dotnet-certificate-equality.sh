#!/bin/bash
# One would guess: X509Certificate2Collection.Contains finds a certificate, the one with these bytes.
# What is so: certificates are equal to .NET 10 when issuer and serial number are, whatever else they say and whoever signed
# them, so that it "contains" any other of that issuer's name and that number.
# Version: .NET SDK 10.0.4xx, which must be installed. Seen: 2026-11-30.
# Source: https://learn.microsoft.com/dotnet/api/system.security.cryptography.x509certificates.x509certificate.equals
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >equality.cs <<'END'
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

X509Certificate2 one = Make("CN=one"), other = Make("CN=other");
Console.WriteLine($".NET {Environment.Version}: same bytes: {one.RawData.SequenceEqual(other.RawData)}, "
    + $"Contains: {new X509Certificate2Collection(one).Contains(other)}");

static X509Certificate2 Make(string subject)
{
    using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    return new CertificateRequest(subject, key, HashAlgorithmName.SHA256).Create(
        new X500DistinguishedName("CN=Issuer"), X509SignatureGenerator.CreateForECDsa(key),
        DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1), [1]);
}
END
seen=$(dotnet run equality.cs)
echo "$seen"
[[ $seen == ".NET 10."*"same bytes: False, Contains: True" ]]
