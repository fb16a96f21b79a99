using System.Collections;

namespace EndpointLab.Analysis;

/// <summary>A set of numbers, such as addresses of one family or ports, as ranges that neither overlap nor touch, in order.</summary>
internal sealed class RangeSet : IEnumerable<(UInt128 First, UInt128 Last)>
{
    public static readonly RangeSet Empty = new([]);

    private readonly (UInt128 First, UInt128 Last)[] ranges;

    private RangeSet((UInt128 First, UInt128 Last)[] ranges) => this.ranges = ranges;

    public bool IsEmpty => ranges.Length == 0;

    /// <summary>Its only number, where it has just one.</summary>
    public UInt128? Only => ranges is [var (first, last)] && first == last ? first : null;

    /// <summary>How many numbers it holds.</summary>
    public UInt128 Count => ranges.Aggregate(UInt128.Zero, (count, range) => count + (range.Last - range.First) + 1);

    public static RangeSet Of(UInt128 first, UInt128 last) => new([(first, last)]);

    public static RangeSet Of(IpAddress address) => Of(address.Value, address.Value);

    public static RangeSet Of(Cidr block) => Of(block.First.Value, block.Last.Value);

    /// <summary>The addresses of those of the blocks that are of the family.</summary>
    public static RangeSet Of(IEnumerable<Cidr> blocks, bool isIpv6) =>
        Of(blocks.Where(block => block.IsIpv6 == isIpv6).Select(block => (block.First.Value, block.Last.Value)));

    public static RangeSet Of(IEnumerable<(UInt128 First, UInt128 Last)> any)
    {
        List<(UInt128 First, UInt128 Last)> merged = [];
        foreach (var (first, last) in any.Order())
        {
            if (merged is [.., var previous] && (previous.Last == UInt128.MaxValue || first <= previous.Last + 1))
            {
                merged[^1] = (previous.First, UInt128.Max(previous.Last, last));
            }
            else
            {
                merged.Add((first, last));
            }
        }

        return new([.. merged]);
    }

    public bool Contains(UInt128 value)
    {
        var (low, high) = (0, ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (value < ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (value > ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether all of these numbers are in it, or none; null for some of them.</summary>
    public bool? Holds(UInt128 first, UInt128 last)
    {
        foreach (var range in ranges)
        {
            if (range.First <= last && first <= range.Last)
            {
                return range.First <= first && last <= range.Last ? true : null;
            }
        }

        return false;
    }

    public bool IsSubsetOf(RangeSet other) => Except(other).IsEmpty;

    public RangeSet Intersect(RangeSet other)
    {
        // Most sets are one address, for which nothing needs to be made.
        if (ranges is [var only] && other.Holds(only.First, only.Last) is { } isHeld)
        {
            return isHeld ? this : Empty;
        }

        if (other.ranges is [var its] && Holds(its.First, its.Last) is { } holds)
        {
            return holds ? other : Empty;
        }

        List<(UInt128, UInt128)> both = [];
        for (int mine = 0, others = 0; mine < ranges.Length && others < other.ranges.Length;)
        {
            var first = UInt128.Max(ranges[mine].First, other.ranges[others].First);
            var last = UInt128.Min(ranges[mine].Last, other.ranges[others].Last);
            if (first <= last)
            {
                both.Add((first, last));
            }

            if (ranges[mine].Last < other.ranges[others].Last)
            {
                mine++;
            }
            else
            {
                others++;
            }
        }

        return Made(both);
    }

    public RangeSet Except(RangeSet other)
    {
        if (ranges is [var only] && other.Holds(only.First, only.Last) is { } isHeld)
        {
            return isHeld ? Empty : this;
        }

        List<(UInt128, UInt128)> left = [];
        var others = 0;
        foreach (var (rangeFirst, last) in ranges)
        {
            var first = rangeFirst;
            while (others < other.ranges.Length && other.ranges[others].Last < first)
            {
                others++;
            }

            var isCovered = false;
            for (var next = others; next < other.ranges.Length && other.ranges[next].First <= last; next++)
            {
                if (other.ranges[next].First > first)
                {
                    left.Add((first, other.ranges[next].First - 1));
                }

                if (isCovered = other.ranges[next].Last >= last)
                {
                    break;
                }

                first = other.ranges[next].Last + 1;
            }

            if (!isCovered)
            {
                left.Add((first, last));
            }
        }

        return Made(left);
    }

    public RangeSet Union(RangeSet other) => IsEmpty ? other : other.IsEmpty ? this : Of(ranges.Concat(other.ranges));

    /// <summary>Each number less that much; all are at least as large.</summary>
    public RangeSet Less(UInt128 offset) =>
        offset == 0 ? this : new([.. ranges.Select(range => (range.First - offset, range.Last - offset))]);

    /// <summary>Each number and that much.</summary>
    public RangeSet Plus(UInt128 offset) =>
        offset == 0 ? this : new([.. ranges.Select(range => (range.First + offset, range.Last + offset))]);

    /// <summary>The fewest blocks that hold these addresses and no others.</summary>
    public IEnumerable<Cidr> ToBlocks(bool isIpv6)
    {
        foreach (var (rangeFirst, last) in ranges)
        {
            for (var first = rangeFirst; ;)
            {
                var address = new IpAddress(first, isIpv6);
                var length = address.Bits;
                while (length > 0 && new Cidr(address, length - 1) is var next && next.First.Value == first && next.Last.Value <= last)
                {
                    length--;
                }

                var block = new Cidr(address, length);
                yield return block;
                if (block.Last.Value == last)
                {
                    break;
                }

                first = block.Last.Value + 1;
            }
        }
    }

    public IEnumerator<(UInt128 First, UInt128 Last)> GetEnumerator() => ((IEnumerable<(UInt128, UInt128)>)ranges).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() =>
        string.Join(", ", ranges.Select(range => range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}"));

    private static RangeSet Made(List<(UInt128, UInt128)> list) => list.Count == 0 ? Empty : new([.. list]);
}
