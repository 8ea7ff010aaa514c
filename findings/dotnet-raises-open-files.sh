#!/usr/bin/env bash
# What one would guess: a .NET program runs with the soft limit of open files that it was started with, as a program in C
#   does, and so do the programs that it starts.
# What is so: the runtime raises its own soft limit to the hard one before Main. What it was is lost, and every child inherits
#   the raised one: a shell under it shows "ulimit -n" of the hard limit. Programs that use select(2), or that close every
#   possible descriptor at their start, are why the soft limit is low (see "File descriptor limits" by the systemd project).
# Version: .NET 10.0 on Linux, seen 2026-11-30.
# Source: https://github.com/dotnet/runtime, src/coreclr/pal/src/init/pal.cpp, INIT_IncreaseDescriptorLimit.
# Needs: the .NET SDK 10.0 in PATH; no package.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

cat >limit.csproj <<'END'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
</Project>
END
cat >Program.cs <<'END'
using var child = System.Diagnostics.Process.Start("sh", ["-c", "ulimit -Sn"]);
child.WaitForExit();
END
dotnet build --verbosity quiet --output out >build.log || { cat build.log; exit 1; }

expected=256
raised=4096
by_shell=$(prlimit --nofile=$expected:$raised sh -c 'sh -c "ulimit -Sn"')
by_dotnet=$(prlimit --nofile=$expected:$raised out/limit)
echo "started with a soft limit of $expected and a hard limit of $raised:"
echo "  a shell's child has $by_shell"
echo "  a .NET program's child has $by_dotnet ($(dotnet --version))"
[[ $by_shell == "$expected" && $by_dotnet == "$raised" ]]
