using System.Globalization;
using System.Management.Automation;
using System.Xml.Linq;

namespace EndpointLab.Help;

/// <summary>Writes topics as the MAML that Get-Help reads.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace Root = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static XDocument Write(IEnumerable<Topic> topics) => new(new XElement(Root + "helpItems",
        new XAttribute("schema", "maml"),
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        topics.Select(Topic)));

    private static XElement Topic(Topic topic) => new(Command + "command",
        new XElement(Command + "details",
            new XElement(Command + "name", topic.Cmdlet.Name),
            new XElement(Command + "verb", topic.Cmdlet.Name.Split('-')[0]),
            new XElement(Command + "noun", topic.Cmdlet.Name.Split('-')[1]),
            Text(Maml + "description", topic.Page.Synopsis)),
        Text(Maml + "description", topic.Page.Description),
        new XElement(Command + "syntax", topic.Cmdlet.Sets.Select(set => new XElement(Command + "syntaxItem",
            new XElement(Maml + "name", topic.Cmdlet.Name),
            CmdletSyntax.Own(set).Select(parameter => Parameter(topic, parameter))))),
        new XElement(Command + "parameters", topic.Cmdlet.Parameters.Select(parameter => Parameter(topic, Declared(topic.Cmdlet, parameter)))),
        new XElement(Command + "inputTypes", Inputs(topic.Cmdlet).Select(type => new XElement(Command + "inputType", TypeElement(type)))),
        new XElement(Command + "returnValues", topic.Cmdlet.Outputs.DefaultIfEmpty().Select(type => new XElement(Command + "returnValue",
            new XElement(Dev + "type", new XElement(Maml + "name", type?.FullName ?? "None")), Text(Maml + "description", topic.Page.Outputs)))),
        new XElement(Maml + "alertSet", Text(Maml + "alert", topic.Page.Notes)),
        new XElement(Command + "examples", topic.Page.Examples.Select((example, index) => new XElement(Command + "example",
            new XElement(Maml + "title", string.Create(CultureInfo.InvariantCulture, $"---- Example {index + 1}: {example.Title} ----")),
            new XElement(Dev + "code", example.Code),
            Text(Dev + "remarks", example.Paragraphs)))),
        new XElement(Command + "relatedLinks", topic.Page.Links.Select(link => new XElement(Maml + "navigationLink",
            new XElement(Maml + "linkText", link.Text), new XElement(Maml + "uri", link.Address)))));

    private static XElement Parameter(Topic topic, CommandParameterInfo parameter)
    {
        var syntax = topic.Cmdlet.Parameters.Single(declared => declared.Name == parameter.Name);
        return new(Command + "parameter",
            new XAttribute("required", parameter.IsMandatory),
            new XAttribute("variableLength", syntax.Type.IsArray),
            new XAttribute("globbing", syntax.Wildcards),
            new XAttribute("pipelineInput", PipelineInput(parameter)),
            new XAttribute("position", parameter.Position < 0 ? "named" : parameter.Position.ToString(CultureInfo.InvariantCulture)),
            new XAttribute("aliases", syntax.Aliases.Count == 0 ? "none" : string.Join(", ", syntax.Aliases)),
            new XElement(Maml + "name", parameter.Name),
            Text(Maml + "description", topic.ParameterTexts[parameter.Name]),
            syntax.Choices.Count == 0 ? null : new XElement(Command + "parameterValueGroup", syntax.Choices.Select(choice => Value(choice, required: false))),
            syntax.Type == typeof(SwitchParameter) ? null : Value(Short(syntax.Type), required: true),
            TypeElement(syntax.Type),
            new XElement(Dev + "defaultValue", syntax.Value.Length == 0 ? "None" : syntax.Value));
    }

    // A parameter may be declared otherwise in each set; the list of parameters shows it as the first one that has it does.
    private static CommandParameterInfo Declared(CmdletSyntax cmdlet, ParameterSyntax parameter) =>
        cmdlet.Sets.SelectMany(set => set.Parameters).First(declared => declared.Name == parameter.Name);

    private static IEnumerable<Type> Inputs(CmdletSyntax cmdlet) => cmdlet.Sets.SelectMany(set => set.Parameters)
        .Where(parameter => parameter.ValueFromPipeline).Select(parameter => parameter.ParameterType).Distinct();

    private static string PipelineInput(CommandParameterInfo parameter) => (parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };

    private static XElement TypeElement(Type type) => new(Dev + "type", new XElement(Maml + "name", Short(type)));

    private static XElement Value(string value, bool required) =>
        new(Command + "parameterValue", new XAttribute("required", required), new XAttribute("variableLength", false), value);

    private static string Short(Type type) =>
        type.IsArray ? Short(type.GetElementType()!) + "[]" : (Nullable.GetUnderlyingType(type) ?? type).Name;

    private static XElement Text(XName name, IEnumerable<string> paragraphs) =>
        new(name, paragraphs.Select(paragraph => new XElement(Maml + "para", paragraph)));
}
