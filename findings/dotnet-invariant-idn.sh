#!/usr/bin/env bash
# What one would guess: IdnMapping.GetAscii gives the A-label that DNS has, whatever the case of the name, also in a program with
#   InvariantGlobalization, as Native AOT programs often are.
# What is so: in that mode only ASCII is mapped to lower case. "bücher" and "BÜCHER" become two names, of which the second exists nowhere; with ICU
#   both are xn--bcher-kva. string.ToLowerInvariant() does know the letter in that mode: call it first.
# Version: .NET 10.0 on Linux, seen 2026-11-30.
# Source: RFC 3490 section 4.1 (ToASCII prepares with Nameprep, which folds case); https://github.com/dotnet/runtime,
#   src/libraries/System.Private.CoreLib/src/System/Globalization/IdnMapping.cs, GetAsciiInvariant.
# Needs: the .NET SDK 10.0 in PATH; no package.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

cat >idn.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
</Project>
XML
cat >Program.cs <<'CS'
var idn = new System.Globalization.IdnMapping();
System.Console.WriteLine(idn.GetAscii("b\u00FCcher.example"));
System.Console.WriteLine(idn.GetAscii("B\u00DCCHER.example"));
System.Console.WriteLine(idn.GetAscii("B\u00DCCHER.example".ToLowerInvariant()));
CS
dotnet build --verbosity quiet --output out >build.log || { cat build.log; exit 1; }

mapfile -t seen < <(out/idn)
echo "bücher.example:              ${seen[0]}"
echo "BÜCHER.example:              ${seen[1]}"
echo "BÜCHER.example, lower case:  ${seen[2]} ($(dotnet --version))"
[[ ${seen[0]} == xn--bcher-kva.example && ${seen[1]} == xn--bcher-2pa.example && ${seen[2]} == xn--bcher-kva.example ]]
