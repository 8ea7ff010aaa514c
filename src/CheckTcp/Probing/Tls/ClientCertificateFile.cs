using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CheckTcp.Probing.Tls;

/// <summary>Reads a client certificate with its key and what is above it.</summary>
internal sealed class ClientCertificateFile(ClientCertificate client)
{
    private const int WrongPassword = unchecked((int)0x80070056); // ERROR_INVALID_PASSWORD, also elsewhere than on Windows

    private TlsFault? _fault;

    private string KeyFile => client.KeyFile ?? client.File;

    /// <returns>The certificate with its key first; <c>null</c>, with the file that is wrong, why and the mend, when they cannot be used.</returns>
    public static X509Certificate2Collection? Read(ClientCertificate client, out TlsFault? fault)
    {
        var file = new ClientCertificateFile(client);
        X509Certificate2Collection? chain = file.Read();
        fault = file._fault;
        return chain;
    }

    private X509Certificate2Collection? Read()
    {
        string? password = null;
        if (client.PasswordFile is { } passwordFile)
        {
            if (!TryRead(passwordFile, out string? text))
            {
                return null;
            }

            password = FirstLine(text);
        }

        try
        {
            return client.IsPkcs12 ? OfPkcs12(password) : OfPem(password);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or AsnContentException)
        {
            return Unusable(client.File, e.Message);
        }
    }

    private X509Certificate2Collection? OfPem(string? password)
    {
        string? key = null;
        if (!TryRead(client.File, out string? certificates) || !TryRead(KeyFile, out key))
        {
            return null;
        }

        var all = new X509Certificate2Collection();
        all.ImportFromPem(certificates);
        if (all.Count == 0)
        {
            return Unusable(client.File, "there is no certificate in it");
        }

        using X509Certificate2 own = all[0]; // here without its key
        if ((FaultOfKey(key, password) ?? FaultOfKind(own)) is { } why)
        {
            return Unusable(KeyFile, why);
        }

        if (WithKey(certificates, key, password) is not { } usable)
        {
            return null;
        }

        all[0] = usable;
        return all;
    }

    private X509Certificate2? WithKey(string certificates, string key, string? password)
    {
        try
        {
            return password is null
                ? X509Certificate2.CreateFromPem(certificates, key)
                : X509Certificate2.CreateFromEncryptedPem(certificates, key, password);
        }
        catch (ArgumentException)
        {
            Unusable(KeyFile, client.KeyFile is null ? "the key in it is not that of the certificate" : $"the key is not that of the certificate in {InlinePem.NameOf(client.File)}");
        }
        catch (CryptographicException) when (password is not null)
        {
            Unusable(client.PasswordFile!, $"the password is not that of the key in {InlinePem.NameOf(KeyFile)}");
        }

        return null;
    }

    /// <summary>The platform only says that there is no key of the kind that it looked for, so the label is looked at first.</summary>
    private string? FaultOfKey(string text, string? password)
    {
        if (text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            return "the key is encrypted in OpenSSL's traditional form, which cannot be read here; convert it: openssl pkcs8 -topk8";
        }

        return (LabelOfKey(text), password) switch
        {
            (null, _) when client.KeyFile is null => "there is no private key in it; name the file that holds it (--client-key)",
            (null, _) => "there is no private key in it",
            ("ENCRYPTED PRIVATE KEY", null) => "the key is encrypted; name the file that holds its password (--key-password-file)",
            ("ENCRYPTED PRIVATE KEY", _) => null,
            (_, not null) => $"the key is not encrypted; leave out the password of {client.PasswordFile} (--key-password-file)",
            _ => null,
        };
    }

    /// <summary>The platform has keys of two kinds for TLS, and for the others no words.</summary>
    private static string? FaultOfKind(X509Certificate2 certificate) => PublicKeyKind.Of(certificate) is var (kind, _) && kind is "RSA" or "ECDSA"
        ? null
        : $"keys of {kind} cannot be used here; use one of RSA or ECDSA";

    private static string? LabelOfKey(ReadOnlySpan<char> text)
    {
        while (PemEncoding.TryFind(text, out PemFields fields))
        {
            if (text[fields.Label].EndsWith("PRIVATE KEY"))
            {
                return text[fields.Label].ToString();
            }

            text = text[fields.Location.End..];
        }

        return null;
    }

    private X509Certificate2Collection? OfPkcs12(string? password)
    {
        X509Certificate2Collection chain;
        try
        {
            chain = X509CertificateLoader.LoadPkcs12Collection(PemCertificates.Bytes(client.File), password);
        }
        catch (CryptographicException e) when (e.HResult == WrongPassword)
        {
            return password is null
                ? Unusable(client.File, "it is encrypted; name the file that holds its password (--key-password-file)")
                : Unusable(client.PasswordFile!, $"the password is not that of {client.File}");
        }
        catch (CryptographicException e)
        {
            return Unusable(client.File, $"it cannot be read as PKCS#12 with a key of RSA or ECDSA ({e.Message.TrimEnd('.')})");
        }

        for (int i = 0; i < chain.Count; i++)
        {
            if (chain[i] is { HasPrivateKey: true } certificate)
            {
                if (FaultOfKind(certificate) is { } why)
                {
                    return Unusable(client.File, why);
                }

                chain.RemoveAt(i);
                chain.Insert(0, certificate);
                return chain;
            }
        }

        return Unusable(client.File, "there is no certificate with a private key in it");
    }

    private bool TryRead(string file, [NotNullWhen(true)] out string? text)
    {
        byte[] bytes = PemCertificates.Text(file);
        text = bytes.Length == 0 ? null : Encoding.UTF8.GetString(bytes);
        if (text is null)
        {
            Unusable(file, "it is empty or cannot be read");
        }

        return text is not null;
    }

    private X509Certificate2Collection? Unusable(string file, string why)
    {
        _fault = TlsFault.OfFile(file, $"the client certificate cannot be used: {why}");
        return null;
    }

    private static string FirstLine(string text) => text.AsSpan().EnumerateLines() is var lines && lines.MoveNext() ? lines.Current.ToString() : "";
}
