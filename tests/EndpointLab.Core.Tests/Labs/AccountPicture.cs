using System.Xml.Linq;
using EndpointLab.Conformance;

namespace EndpointLab.Core.Tests.Labs;

/// <summary>All that an account holds, byte for byte, each resource for itself.</summary>
internal sealed class AccountPicture
{
    private readonly IReadOnlyList<string> lists;

    private AccountPicture(IReadOnlyList<string> lists) => this.lists = lists;

    private IEnumerable<string> Resources => lists.SelectMany(list => XElement.Parse(list).Descendants()
        .Where(element => element.Name.LocalName is "item" or "member" or "Bucket")
        .Select(element => element.ToString(SaveOptions.DisableFormatting)));

    public static async Task<AccountPicture> TakeAsync(AccountInventory account) => new(await account.ReadAsync());

    public void ShouldBeIn(AccountPicture later) => Assert.Empty(Resources.Except(later.Resources));

    public void ShouldBe(AccountPicture later)
    {
        // Mostly it is, text by text.
        if (!lists.SequenceEqual(later.lists))
        {
            ShouldBeIn(later);
            later.ShouldBeIn(this);
        }
    }
}
