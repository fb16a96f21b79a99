namespace EndpointLab.Labs;

/// <summary>Works through a graph with as much at once as it allows.</summary>
internal static class LabGraph
{
    // EC2 lets an account make some calls a second; more at once would only be throttled.
    private const int MostAtOnce = 12;

    /// <summary>Runs each item as soon as all that comes before it is done. What comes after an item that failed is left out.</summary>
    /// <param name="before">Those of the items that come before one; it must not lead in a circle.</param>
    /// <returns>What failed, and why.</returns>
    public static async Task<IReadOnlyList<LabException>> RunAsync<T>(
        IReadOnlyList<T> items, Func<T, IEnumerable<T>> before, Func<T, Task> run, CancellationToken token)
        where T : class
    {
        using SemaphoreSlim gate = new(MostAtOnce);
        Dictionary<T, Task<bool>> started = new(ReferenceEqualityComparer.Instance);
        List<LabException> failures = [];
        await Task.WhenAll(items.Select(Start).ToList());
        return failures;

        Task<bool> Start(T item)
        {
            if (!started.TryGetValue(item, out var task))
            {
                started[item] = task = AfterAsync(item, [.. before(item).Select(Start)]);
            }

            return task;
        }

        async Task<bool> AfterAsync(T item, List<Task<bool>> first)
        {
            var done = await Task.WhenAll(first);
            if (!done.All(well => well))
            {
                return false;
            }

            await gate.WaitAsync(token);
            try
            {
                await run(item);
                return true;
            }
            catch (LabException error)
            {
                lock (failures)
                {
                    failures.Add(error);
                }

                return false;
            }
            finally
            {
                gate.Release();
            }
        }
    }
}
