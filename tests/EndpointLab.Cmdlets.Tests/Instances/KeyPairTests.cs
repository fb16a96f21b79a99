using System.Management.Automation;

namespace EndpointLab.Cmdlets.Tests.Instances;

public sealed class KeyPairTests : IDisposable
{
    private readonly LabShell shell = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("endpointlab-keys-");

    public KeyPairTests() =>
        shell.Run("$null = Connect-LabSession; $null = $ExecutionContext.SessionState.Path.SetLocation($args[0])", folder.FullName)
            .ShouldSucceed();

    public void Dispose()
    {
        shell.Dispose();
        folder.Delete(recursive: true);
    }

    private string KeyFile => Path.Join(folder.FullName, "lab.pem");

    [Fact]
    public void The_private_key_goes_to_a_file_in_the_current_folder_and_nowhere_else()
    {
        var run = shell.Run("New-LabKeyPair lab -Tag @{ Purpose = 'demo' } -Verbose 4>&1").ShouldSucceed();

        var keyPair = run.Output[^1];
        Assert.Equal(
            ["lab", "ed25519", KeyFile],
            new[] { "KeyName", "KeyType", "PrivateKeyPath" }.Select(name => (string)keyPair.Properties[name].Value));
        Assert.Contains("PRIVATE KEY", File.ReadAllText(KeyFile), StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", PSSerializer.Serialize(run.Output, 5), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_owner_may_read_the_private_key()
    {
        shell.Run("New-LabKeyPair lab").ShouldSucceed();

        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(KeyFile).UnixFileMode);
    }

    [Fact]
    public void An_existing_file_is_left_alone_and_no_key_pair_is_made()
    {
        File.WriteAllText(KeyFile, "precious");

        shell.Run("New-LabKeyPair lab").ShouldFail("FileExists");

        Assert.Equal("precious", File.ReadAllText(KeyFile));
        Assert.Empty(shell.Run("Get-LabKeyPair").ShouldSucceed().Output);
    }

    [Fact]
    public void Where_the_file_cannot_be_written_no_key_pair_is_left()
    {
        shell.Run("New-LabKeyPair lab -Path nowhere/lab.pem").ShouldFail("FileNotWritable");

        Assert.Empty(shell.Run("Get-LabKeyPair").ShouldSucceed().Output);
    }

    [Fact]
    public void Where_AWS_refuses_the_name_no_file_is_left()
    {
        shell.Run("$null = New-LabKeyPair lab -Path other.pem; New-LabKeyPair lab").ShouldFail("InvalidKeyPair.Duplicate");

        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public void WhatIf_makes_neither_key_pair_nor_file()
    {
        shell.Run("New-LabKeyPair lab -WhatIf").ShouldSucceed();

        Assert.Empty(folder.GetFiles());
        Assert.Empty(shell.Run("Get-LabKeyPair").Output);
    }

    [Fact]
    public void Removing_the_object_removes_the_file_as_well()
    {
        shell.Run("New-LabKeyPair lab | Remove-LabKeyPair").ShouldSucceed();

        Assert.Empty(folder.GetFiles());
        Assert.Empty(shell.Run("Get-LabKeyPair").Output);
    }

    [Fact]
    public void Removing_by_name_leaves_the_file()
    {
        shell.Run("$null = New-LabKeyPair lab; Remove-LabKeyPair lab").ShouldSucceed();

        Assert.True(File.Exists(KeyFile));
        Assert.Empty(shell.Run("Get-LabKeyPair").Output);
    }

    [Fact]
    public void Key_pairs_are_found_by_pattern_tag_and_the_KeyName_of_any_object() => Assert.Equal(
        ["lab-a lab-b", "lab-a", "lab-b"],
        shell.Run(
            """
            $null = New-LabKeyPair lab-a -Tag @{ Purpose = 'demo' }
            $null = New-LabKeyPair lab-b
            "$((Get-LabKeyPair -Name lab-*).KeyName)"
            (Get-LabKeyPair -Tag @{ Purpose = 'demo' }).KeyName
            ([pscustomobject]@{ KeyName = 'lab-b' } | Get-LabKeyPair).KeyName
            """).ShouldSucceed().Output.Select(name => $"{name}"));

    [Fact]
    public void An_object_of_another_kind_is_not_removed_as_a_key_pair() =>
        shell.Run("$null = New-LabKeyPair lab; [pscustomobject]@{ KeyName = 'lab' } | Remove-LabKeyPair").ShouldFail("WrongResource");
}
