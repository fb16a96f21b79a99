namespace EndpointLab;

internal static class EditDistance
{
    /// <summary>How many characters to insert, delete or replace to get from one text to the other (Levenshtein).</summary>
    public static int Between(string from, string to)
    {
        int[] above = [.. Enumerable.Range(0, to.Length + 1)];
        foreach (var character in from)
        {
            int[] current = [above[0] + 1, .. new int[to.Length]];
            for (var column = 0; column < to.Length; column++)
            {
                current[column + 1] = Math.Min(
                    Math.Min(current[column], above[column + 1]) + 1,
                    above[column] + (character == to[column] ? 0 : 1));
            }

            above = current;
        }

        return above[^1];
    }
}
