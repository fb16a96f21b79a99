using static EndpointLab.Policy.Tests.Requests;

namespace EndpointLab.Policy.Tests;

/// <summary>Who may use a KMS key ("Key policies in AWS KMS" in the KMS Developer Guide).</summary>
public sealed class KeyPolicyTests
{
    private const string Root = $"{{\"AWS\":\"arn:aws:iam::{Account}:root\"}}";

    private static readonly PolicyDocument Administrator = Identity("""{"Effect":"Allow","Action":"kms:*","Resource":"*"}""");

    private static PolicyDocument Key(string principal) =>
        Document($$"""{"Effect":"Allow","Principal":{{principal}},"Action":"kms:*","Resource":"*"}""", PolicyKind.Key);

    private static Decision Decrypt(Caller caller, params PolicyDocument[] policies) => Authorization.Decide(
        new(caller, "kms:Decrypt", $"arn:aws:kms:eu-central-1:{Account}:key/1", Account), policies);

    [Fact]
    public void Whom_the_key_names_needs_no_policy_of_its_own() =>
        Assert.True(Decrypt(Alice, Key($"{{\"AWS\":\"{Alice.Arn}\"}}")).IsAllowed);

    [Fact]
    public void A_key_that_names_the_account_leaves_it_to_identity_policies()
    {
        Assert.True(Decrypt(Alice, Key(Root), Administrator).IsAllowed);
        Assert.Equal(new(Outcome.ImplicitlyDenied, PolicyKind.Identity, null), Decrypt(Alice, Key(Root)));
    }

    [Fact]
    public void An_administrator_can_not_use_a_key_that_names_another() => Assert.Equal(
        new(Outcome.ImplicitlyDenied, PolicyKind.Key, null), Decrypt(Alice, Key($"{{\"AWS\":\"{Session.Arn}\"}}"), Administrator));
}
