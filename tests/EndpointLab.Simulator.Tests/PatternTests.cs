using System.Reflection;
using System.Text.RegularExpressions;

namespace EndpointLab.Simulator.Tests;

public sealed class PatternTests
{
    public static TheoryData<string> Patterns { get; } = [.. typeof(Cloud).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .Select(method => method.GetCustomAttribute<GeneratedRegexAttribute>()?.Pattern)
        .OfType<string>().Distinct()];

    /// <summary>A dollar sign stands before a line break at the end too, so that a name would be taken that ends with one.</summary>
    [Theory]
    [MemberData(nameof(Patterns))]
    public void No_pattern_lets_a_line_break_pass_at_its_end(string pattern) =>
        Assert.False(pattern.EndsWith('$'), $@"{pattern} is to end with \z");
}
