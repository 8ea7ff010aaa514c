using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CheckTcp.TestSupport;

/// <summary>Signs with ECDSA and SHA-1, which the platform's own generator rightly does not know.</summary>
internal sealed class Sha1SignatureGenerator(ECDsa key) : X509SignatureGenerator
{
    /// <summary>ecdsa-with-SHA1, 1.2.840.10045.4.1 (RFC 3279 section 2.2.3).</summary>
    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
        [0x30, 0x09, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x01];

    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
#pragma warning disable CA5350 // to be refused is what it is for
        key.SignData(data, HashAlgorithmName.SHA1, DSASignatureFormat.Rfc3279DerSequence);
#pragma warning restore CA5350

    protected override PublicKey BuildPublicKey() => CreateForECDsa(key).PublicKey;
}
