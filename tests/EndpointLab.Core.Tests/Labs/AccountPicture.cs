using System.Xml.Linq;
using EndpointLab.Conformance;

namespace EndpointLab.Core.Tests.Labs;

/// <summary>All that an account holds, byte for byte, each resource for itself.</summary>
internal sealed class AccountPicture
{
    private readonly HashSet<string> resources;

    private AccountPicture(HashSet<string> resources) => this.resources = resources;

    public static async Task<AccountPicture> TakeAsync(AccountInventory account) =>
        new([.. (await account.ReadAsync()).SelectMany(list => XElement.Parse(list).Descendants()
            .Where(element => element.Name.LocalName is "item" or "member" or "Bucket")
            .Select(element => element.ToString(SaveOptions.DisableFormatting)))]);

    public void ShouldBeIn(AccountPicture later) => Assert.Empty(resources.Except(later.resources));

    public void ShouldBe(AccountPicture later)
    {
        ShouldBeIn(later);
        Assert.Empty(later.resources.Except(resources));
    }
}
