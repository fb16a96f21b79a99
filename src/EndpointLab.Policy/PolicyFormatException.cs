namespace EndpointLab.Policy;

/// <summary>A policy document that AWS would refuse, or that holds something this library does not know how to decide.</summary>
public sealed class PolicyFormatException : FormatException
{
    internal PolicyFormatException(string reason, string path, int line, string? message = null)
        : base(message ?? $"{reason} (line {line}, {path})") =>
        (Reason, Path, Line) = (reason, path, line);

    /// <summary>What is wrong, in S3's words where they are known, without the place.</summary>
    public string Reason { get; }

    /// <summary>The JSON path of the offending element, such as <c>$.Statement[0].Effect</c>.</summary>
    public string Path { get; }

    /// <summary>The line of the offending element; the first is 1.</summary>
    public int Line { get; }
}
