using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;
using EndpointLab.Policy;

namespace EndpointLab.Cmdlets.Arguments;

/// <summary>
/// A policy as a user gives it: JSON text or the lines of it, a file, an object with the elements of a policy,
/// or one that has a PolicyDocument.
/// </summary>
public sealed class PolicyArgument(object value)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly object value = PSObject.AsPSObject(value).BaseObject is PSCustomObject ? value : PSObject.AsPSObject(value).BaseObject;

    /// <summary>The type of the endpoint that the policy is read from; null where it is from elsewhere.</summary>
    internal string? VpcEndpointType => PSObject.AsPSObject(value).Properties["VpcEndpointType"]?.Value as string;

    /// <summary>The JSON text, found to be a policy of this kind.</summary>
    /// <param name="session">Knows the folder that a file's path starts from.</param>
    /// <exception cref="LabException">It isn't one, or the file can't be read.</exception>
    internal string ToJson(PolicyKind kind, SessionState session)
    {
        var (json, file) = Text(session);
        try
        {
            PolicyDocument.Parse(json, kind);
            return json;
        }
        catch (PolicyFormatException e)
        {
            throw new LabException(
                ErrorId.InvalidPolicy,
                $"{file ?? "The policy"} is not valid: {e.Message}",
                $"Correct {(file is null ? "what was given as the policy" : "the file")}, and run the command again.",
                value,
                e);
        }
    }

    /// <summary>The JSON text, be it a policy or not, and the path of the file that it comes from.</summary>
    /// <exception cref="LabException">The file can't be read.</exception>
    internal (string Json, string? File) Text(SessionState session) => value switch
    {
        FileInfo info => Read(info.FullName),
        string text when text.TrimStart().StartsWith('{') => (text, null),
        string path => Read(session.Path.GetUnresolvedProviderPathFromPSPath(path)),
        object[] lines when Array.TrueForAll(lines, line => PSObject.AsPSObject(line).BaseObject is string) =>
            (string.Join('\n', lines), null),
        _ when PSObject.AsPSObject(value).Properties["PolicyDocument"]?.Value is string document => (document, null),
        _ => (Node(value)?.ToJsonString(Indented) ?? "", null),
    };

    private static (string Json, string? File) Read(string path)
    {
        try
        {
            return (File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LabException(
                ErrorId.InvalidPolicy,
                $"The policy {path} can't be read: {e.Message}",
                "Give JSON text, the path of a file with it, or an object.",
                path,
                e);
        }
    }

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        PSObject { BaseObject: PSCustomObject } custom =>
            Object(custom.Properties.Select(property => (property.Name, (object?)property.Value))),
        PSObject wrapped => Node(wrapped.BaseObject),
        string text => text,
        bool flag => flag,
        IDictionary map => Object(map.Cast<DictionaryEntry>().Select(entry => ($"{entry.Key}", entry.Value))),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Node)]),
        _ => JsonSerializer.SerializeToNode(value, value.GetType()),
    };

    private static JsonObject Object(IEnumerable<(string Name, object? Value)> members) =>
        new(members.Select(member => KeyValuePair.Create(member.Name, Node(member.Value))));
}
