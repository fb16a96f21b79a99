using EndpointLab.Export;

namespace EndpointLab;

/// <summary>Writes VPCs in forms for others to read.</summary>
public static class Exports
{
    /// <summary>A VPC as a text. What the text doesn't hold is a warning.</summary>
    /// <exception cref="LabException">There is no such VPC, or it may not be read.</exception>
    public static async Task<string> WriteAsync(LabOperation lab, string vpcId, ExportFormat format)
    {
        var contents = await VpcReader.ReadAsync(lab, vpcId);
        var (text, notes) = format switch
        {
            ExportFormat.CloudFormation => CloudFormationTemplate.Of(contents),
            ExportFormat.Terraform => TerraformConfiguration.Of(contents),
            ExportFormat.Mermaid => MermaidChart.Of(contents),
            _ => HtmlPage.Of(contents, await VpcTrace.FindAsync(lab, contents), lab.Session.Time.GetUtcNow()),
        };
        foreach (var note in notes)
        {
            lab.Reporter.Warning(note);
        }

        return text;
    }

    /// <param name="overwrite">Whether to take the place of a file that is there.</param>
    /// <exception cref="LabException">There is such a file already, or none may be written there.</exception>
    public static FileInfo Save(string text, string path, bool overwrite)
    {
        try
        {
            using FileStream file = new(path, overwrite ? FileMode.Create : FileMode.CreateNew, FileAccess.Write);
            using StreamWriter writer = new(file);
            writer.Write(text);
            return new(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw !overwrite && File.Exists(path)
                ? new LabException(
                    ErrorId.FileExists, $"There is a file {path} already.", "Give another -Path, or -Force to overwrite it.", path, e)
                : UnwritableFile.Error("The export", path, e);
        }
    }
}
