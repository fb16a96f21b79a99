using static EndpointLab.Policy.Tests.Requests;

namespace EndpointLab.Policy.Tests;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("StringEquals", "vpce-1", "vpce-1", true)]
    [InlineData("StringEquals", "vpce-1", "VPCE-1", false)]
    [InlineData("StringEquals", "vpce-*", "vpce-1", false)]
    [InlineData("StringEqualsIgnoreCase", "vpce-a", "VPCE-A", true)]
    [InlineData("StringNotEquals", "vpce-1", "vpce-2", true)]
    [InlineData("StringNotEqualsIgnoreCase", "vpce-a", "VPCE-A", false)]
    [InlineData("StringLike", "vpce-?*", "vpce-1", true)]
    [InlineData("StringLike", "vpce-?*", "vpce-", false)]
    [InlineData("StringNotLike", "vpce-*", "vpce-1", false)]
    [InlineData("Bool", "true", "True", true)]
    [InlineData("Bool", "false", "true", false)]
    [InlineData("IpAddress", "10.0.0.7/8", "10.200.0.1", true)]
    [InlineData("IpAddress", "203.0.113.128/25", "203.0.113.127", false)]
    [InlineData("IpAddress", "2001:db8::/33", "2001:db8:7fff::1", true)]
    [InlineData("IpAddress", "2001:db8::/33", "2001:db8:8000::1", false)]
    [InlineData("IpAddress", "0.0.0.0/0", "::1", false)]
    [InlineData("NotIpAddress", "203.0.113.10", "203.0.113.11", true)]
    [InlineData("ArnLike", "arn:aws:iam::*:role/app-*", "arn:aws:iam::111111111111:role/app-1", true)]
    [InlineData("ArnLike", "arn:aws:*", "arn:aws:iam::111111111111:role/app-1", false)]
    [InlineData("ArnNotEquals", "arn:aws:iam::*:role/app-*", "arn:aws:iam::111111111111:role/db", true)]
    [InlineData("NumericLessThan", "1.2", "1.1", true)]
    [InlineData("NumericGreaterThanEquals", "10", "9", false)]
    [InlineData("DateLessThan", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", true)]
    [InlineData("DateGreaterThan", "1767225600", "2026-01-01T00:00:01Z", true)]
    [InlineData("DateEquals", "2026-01-01T00:00:00Z", "1767225600", true)]
    [InlineData("DateEquals", "2026-01-01T01:30:00.00+01:30", "2026-01-01T00:00Z", true)]
    [InlineData("DateLessThanEquals", "2026-01", "2026-01-01", true)]
    [InlineData("NumericEquals", "10", "1e1", true)]
    [InlineData("NumericNotEquals", "10", "ten", true)]
    [InlineData("BinaryEquals", "QmluYXJ5", "QmluYXJ5", true)]
    [InlineData("BinaryEquals", "QmluYXJ5", "qmluYXJ5", false)]
    [InlineData("Bool", "${aws:username}", "true", false)]
    public void An_operator_compares_as_its_name_says(string name, string policy, string actual, bool holds) =>
        Assert.Equal(holds, Holds($$"""{"{{name}}":{"aws:Key":"{{policy}}"} }""", ("AWS:key", actual)));

    [Theory]
    [InlineData("StringEquals", "x", false)]
    [InlineData("StringEqualsIfExists", "x", true)]
    [InlineData("StringNotEquals", "x", true)]
    [InlineData("StringNotLikeIfExists", "x", true)]
    [InlineData("NotIpAddress", "10.0.0.0/8", true)]
    [InlineData("IpAddress", "10.0.0.0/8", false)]
    [InlineData("Bool", "false", false)]
    [InlineData("BoolIfExists", "false", true)]
    [InlineData("Null", "true", true)]
    [InlineData("Null", "false", false)]
    [InlineData("ForAllValues:StringEquals", "x", true)]
    [InlineData("ForAnyValue:StringEquals", "x", false)]
    [InlineData("ForAnyValue:StringNotEquals", "x", false)]
    public void An_absent_key_satisfies_what_is_negated_or_optional(string name, string policy, bool holds) =>
        Assert.Equal(holds, Holds($$"""{"{{name}}":{"aws:Absent":"{{policy}}"} }"""));

    [Theory]
    [InlineData("ForAnyValue:StringEquals", true)]
    [InlineData("ForAllValues:StringEquals", false)]
    [InlineData("ForAnyValue:StringNotEquals", true)]
    [InlineData("ForAllValues:StringNotEquals", false)]
    public void A_quantifier_looks_at_each_value(string name, bool holds) =>
        Assert.Equal(holds, Holds($$"""{"{{name}}":{"aws:TagKeys":["a","b"]} }""", ("aws:TagKeys", "a"), ("aws:TagKeys", "c")));

    [Theory]
    [InlineData("ForAllValues:StringEquals", true)]
    [InlineData("ForAnyValue:StringEquals", false)]
    [InlineData("StringEquals", true)]
    public void Empty_text_is_no_value_to_a_quantifier(string name, bool holds) =>
        Assert.Equal(holds, Holds($$"""{"{{name}}":{"s3:prefix":["","a"]} }""", ("s3:prefix", "")));

    [Fact]
    public void A_Boolean_may_come_from_a_variable() =>
        Assert.True(Holds("""{"Bool":{"aws:Key":"${aws:Other}"} }""", ("aws:Key", "true"), ("aws:Other", "True")));

    [Fact]
    public void Several_values_are_alternatives_and_several_keys_are_not()
    {
        const string condition = """{"StringEquals":{"aws:SourceVpc":["vpc-1","vpc-2"],"aws:SourceVpce":"vpce-1"} }""";
        Assert.True(Holds(condition, ("aws:SourceVpc", "vpc-2"), ("aws:SourceVpce", "vpce-1")));
        Assert.False(Holds(condition, ("aws:SourceVpc", "vpc-2"), ("aws:SourceVpce", "vpce-2")));
    }

    [Theory]
    [InlineData("${aws:username}", "alice", true)]
    [InlineData("${aws:username}", "bob", false)]
    [InlineData("home/${aws:username}/*", "home/alice/x", true)]
    [InlineData("${aws:Absent}", "", false)]
    [InlineData("${aws:Absent, 'guest'}", "guest", true)]
    [InlineData("a${*}", "a*", true)]
    [InlineData("a${*}", "ab", false)]
    public void A_variable_stands_for_the_request_s_value(string policy, string actual, bool holds) =>
        Assert.Equal(holds, Holds($$"""{"StringLike":{"s3:prefix":"{{policy}}"} }""", ("s3:prefix", actual)));

    [Fact]
    public void A_document_of_the_old_version_has_no_variables()
    {
        var statement = Statement("Allow", ",\"Condition\":{\"StringEquals\":{\"k\":\"${aws:username}\"}}");
        var old = PolicyDocument.Parse($$"""{"Statement":{{statement}} }""", PolicyKind.Resource);
        Assert.True(Authorization.Decide(Read(null, ("k", "${aws:username}")), [old]).IsAllowed);
        Assert.False(Authorization.Decide(Read(null, ("k", "alice")), [old]).IsAllowed);
    }
}
