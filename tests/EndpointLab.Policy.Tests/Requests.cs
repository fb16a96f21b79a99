namespace EndpointLab.Policy.Tests;

/// <summary>The requests and policies that these tests speak of.</summary>
internal static class Requests
{
    public const string Account = "111111111111";
    public const string OtherAccount = "222222222222";
    public static readonly Caller Alice = new($"arn:aws:iam::{Account}:user/alice");
    public static readonly Caller Root = new($"arn:aws:iam::{Account}:root");
    public static readonly Caller Session = new($"arn:aws:sts::{Account}:assumed-role/Reader/i-0123");

    public static AuthorizationRequest Read(Caller? caller = null, params (string Key, string Value)[] context) =>
        new(caller ?? Alice, "s3:GetObject", "arn:aws:s3:::lab/hello.txt", Account)
        {
            Context = context.GroupBy(pair => pair.Key, pair => pair.Value).ToDictionary(group => group.Key, group => group.ToArray()),
        };

    public static PolicyDocument Identity(string statements) => Document(statements, PolicyKind.Identity);

    public static PolicyDocument Resource(string statements) => Document(statements, PolicyKind.Resource);

    public static PolicyDocument Document(string statements, PolicyKind kind) =>
        PolicyDocument.Parse($$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""", kind);

    public static string Statement(string effect, string extra = "", string principal = "\"*\"") =>
        $$"""{"Effect":"{{effect}}","Principal":{{principal}},"Action":"s3:*","Resource":"*"{{extra}}}""";

    /// <summary>A statement that holds where the condition does, for a policy that must decide alone.</summary>
    public static bool Holds(string condition, params (string Key, string Value)[] context) =>
        Authorization.Decide(Read(null, context), [Resource(Statement("Allow", $",\"Condition\":{condition}"))]).IsAllowed;
}
