using System.Globalization;

namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>
/// Several faults at once: a trace names all of them, and no more. The same sets each time; ENDPOINTLAB_SOAK takes as many others, and
/// where it is large enough, every pair.
/// </summary>
public sealed class FaultsTogetherTests
{
    private const int FewestInLargeSet = 3, MostInLargeSet = 5;

    private static readonly string? Soak = Environment.GetEnvironmentVariable("ENDPOINTLAB_SOAK");

    private static readonly int Seed = string.IsNullOrEmpty(Soak) ? 20261126 : Random.Shared.Next();

    private static readonly List<Fault[]> Pairs =
    [
        .. from one in FaultCatalogue.All.Index()
           from other in FaultCatalogue.All.Index()
           where one.Index < other.Index && one.Item.CanBeWith(other.Item)
           select new[] { one.Item, other.Item },
    ];

    [Fact]
    public Task A_trace_names_both_of_a_pair()
    {
        var pairs = Pairs.ToArray();
        new Random(Seed).Shuffle(pairs);
        return AllAreNamedAsync(pairs.Take(CountOr(150)));
    }

    [Fact]
    public Task A_trace_names_all_of_a_larger_set()
    {
        Random random = new(Seed);
        return AllAreNamedAsync(Enumerable.Range(0, CountOr(60)).Select(_ => LargeSet(random)).ToList());
    }

    private static int CountOr(int usual) => string.IsNullOrEmpty(Soak) ? usual : int.Parse(Soak, CultureInfo.InvariantCulture);

    /// <summary>A pair, and faults that can be with all that there are so far.</summary>
    private static Fault[] LargeSet(Random random)
    {
        while (true)
        {
            List<Fault> set = [.. Pairs[random.Next(Pairs.Count)]];
            var others = FaultCatalogue.All.ToArray();
            random.Shuffle(others);
            foreach (var other in others.Where(other => !set.Contains(other) && CanBeWithAll(other)))
            {
                set.Add(other);
                if (set.Count == MostInLargeSet)
                {
                    break;
                }
            }

            if (set.Count >= FewestInLargeSet)
            {
                return [.. set.Take(random.Next(FewestInLargeSet, set.Count + 1))];
            }

            bool CanBeWithAll(Fault other) => set.TrueForAll(other.CanBeWith);
        }
    }

    private static async Task AllAreNamedAsync(IEnumerable<Fault[]> sets)
    {
        List<string> wrong = [];
        foreach (var set in sets)
        {
            if (await MissAsync(set) is { } missed)
            {
                wrong.Add(missed);
            }
        }

        Assert.True(wrong.Count == 0, $"Seed {Seed}, {wrong.Count} wrong:\n{string.Join('\n', wrong)}");
    }

    /// <summary>What a trace says otherwise than expected; null for nothing.</summary>
    private static async Task<string?> MissAsync(IReadOnlyList<Fault> faults)
    {
        using var lab = await WorkingLab.BuildAsync(faults[0].Over);
        // An endpoint that isn't available can't be changed any more, nor a key that is going to be deleted.
        var order = faults.OrderBy(fault => Array.Exists(fault.At, at => at.EndsWith("/state", StringComparison.Ordinal))).ToList();
        foreach (var step in order.Select(fault => fault.Prepare).Concat(order.Select(fault => fault.Break)))
        {
            await step(lab);
        }

        var asked = faults.Aggregate(new Asked(), (all, fault) => all.With(fault.Asks)!);
        var found = lab.BlockersOf(await lab.TraceAsync(asked)).ToList();
        var expected = faults.SelectMany(fault => fault.Expected).Distinct().Order(StringComparer.Ordinal).ToList();
        return found.SequenceEqual(expected)
            ? null
            : $"{string.Join(" + ", faults.Select(fault => $"{fault}"))}: lacks [{string.Join("; ", expected.Except(found))}], "
                + $"has [{string.Join("; ", found.Except(expected))}]";
    }
}
