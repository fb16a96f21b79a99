using System.Reflection;
using System.Xml.Linq;

namespace EndpointLab.Cmdlets.Tests.Structure;

public sealed class ViewTests
{
    // PowerShell leaves the last one of 100 columns free.
    private const int WidestLine = 99;
    private const int NarrowestColumn = 10;

    private static readonly XDocument Views = XDocument.Load(Repository.Views);

    // What cmdlets emit, and what the arrays in it hold, such as the routes of a table.
    private static readonly Dictionary<string, Type> Emitted = BuiltCmdlet.All.SelectMany(cmdlet => cmdlet.OutputTypes)
        .SelectMany(
            type => type.GetProperties().Select(property => property.PropertyType.GetElementType()).OfType<Type>().Prepend(type)).Distinct()
        .Where(type => type.FullName!.StartsWith(
            "EndpointLab.", StringComparison.Ordinal) && !type.IsEnum).ToDictionary(type => type.FullName!);

    [Fact]
    public void Every_type_a_cmdlet_emits_has_a_view_and_every_view_a_type() =>
        Assert.Equal(
            Emitted.Keys.Order(), Views.Descendants("ViewSelectedBy").Elements("TypeName").Select(name => name.Value).Distinct().Order());

    [Fact]
    public void Views_show_properties_that_exist() =>
        Assert.Empty(from view in Views.Descendants("View")
                     from type in view.Element("ViewSelectedBy")!.Elements("TypeName")
                     from property in view.Descendants("PropertyName")
                     where Shown(Emitted[type.Value], property) is null
                     select $"{type.Value}.{property.Value}");

    [Fact]
    public void Tables_fit_100_columns() =>
        Assert.All(Views.Descendants("TableHeaders"), headers =>
        {
            var columns = headers.Elements("TableColumnHeader").Select(column => (int?)column.Element("Width") ?? NarrowestColumn).ToList();
            Assert.True(columns.Sum() + columns.Count - 1 <= WidestLine, $"The view {View(headers)} is wider than {WidestLine} columns.");
        });

    [Fact]
    public void Views_run_no_script() => Assert.Empty(Views.Descendants("ScriptBlock").Select(View));

    /// <summary>The property of a type that a view shows, or of what a collection in it holds that the view goes through.</summary>
    private static PropertyInfo? Shown(Type type, XElement property)
    {
        var collection = property.Ancestors("ExpressionBinding").Skip(1).FirstOrDefault()?.Element("PropertyName");
        return (collection is null ? type : Shown(type, collection)?.PropertyType.GetElementType())?.GetProperty(property.Value);
    }

    private static string View(XElement element) => element.Ancestors("View").Single().Element("Name")!.Value;
}
