namespace EndpointLab.Policy.Linting;

/// <summary>The texts that a pattern may match, or that an ARN of some form may be. Two meet where they have a text in common.</summary>
internal sealed class Glob
{
    private enum Kind
    {
        Literal,
        AnyCharacter,
        AnyText,

        /// <summary>Any text without a slash, as the name of a bucket.</summary>
        Name,
    }

    private readonly List<(Kind Kind, char Character)> parts = [];

    /// <summary>What a pattern of a policy may match, whatever its variables stand for.</summary>
    public static Glob Pattern(string text, bool variables)
    {
        var glob = new Glob();
        for (var at = 0; at < text.Length; at++)
        {
            var close = variables && text.AsSpan(at).StartsWith("${") ? text.IndexOf('}', at) : -1;
            if (close < 0)
            {
                glob.parts.Add((text[at] switch { '*' => Kind.AnyText, '?' => Kind.AnyCharacter, _ => Kind.Literal }, text[at]));
                continue;
            }

            var name = text[(at + 2)..close];
            glob.parts.Add(name is "*" or "?" or "$" ? (Kind.Literal, name[0]) : (Kind.AnyText, '$'));
            at = close;
        }

        return glob;
    }

    /// <summary>The ARNs of a form such as <c>arn:${Partition}:s3:::${BucketName}</c>; only the names of objects have slashes.</summary>
    public static Glob Arn(string form)
    {
        var glob = new Glob();
        for (var at = 0; at < form.Length; at++)
        {
            var close = form[at] is '$' ? form.IndexOf('}', at) : -1;
            var kind = close < 0 ? Kind.Literal : form[(at + 2)..close] is "ObjectName" ? Kind.AnyText : Kind.Name;
            glob.parts.Add((kind, form[at]));
            at = Math.Max(at, close);
        }

        return glob;
    }

    public bool Meets(Glob other)
    {
        // reached[j]: the parts of this one so far and the first j of the other's have a text in common.
        var reached = Skip(other, Enumerable.Range(0, other.parts.Count + 1).Select(j => j == 0).ToArray());
        foreach (var part in parts)
        {
            var next = IsMany(part.Kind) ? [.. reached] : new bool[reached.Length];
            for (var j = 0; j < other.parts.Count; j++)
            {
                // A character that both take. Where one of the two takes many, it may take the next as well.
                var from = reached[j] || IsMany(part.Kind) && next[j];
                if (from && TakeOne(part, other.parts[j]))
                    next[IsMany(other.parts[j].Kind) ? j : j + 1] = true;
                if (next[j] && IsMany(other.parts[j].Kind))
                    next[j + 1] = true;
            }

            reached = next;
        }

        return reached[^1];
    }

    private static bool[] Skip(Glob other, bool[] reached)
    {
        for (var j = 0; j < other.parts.Count && IsMany(other.parts[j].Kind); j++)
            reached[j + 1] = true;
        return reached;
    }

    private static bool IsMany(Kind kind) => kind is Kind.AnyText or Kind.Name;

    private static bool TakeOne((Kind Kind, char Character) one, (Kind Kind, char Character) other) => (one.Kind, other.Kind) switch
    {
        (Kind.Literal, Kind.Literal) => one.Character == other.Character,
        (Kind.Literal, Kind.Name) => one.Character is not '/',
        (Kind.Name, Kind.Literal) => other.Character is not '/',
        _ => true,
    };
}
