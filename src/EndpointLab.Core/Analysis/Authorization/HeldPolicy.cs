using System.Text.Json.Nodes;
using EndpointLab.Policy;

namespace EndpointLab.Analysis;

/// <summary>A policy as AWS holds it.</summary>
internal sealed record HeldPolicy(PolicyPlace Place, string Json)
{
    /// <exception cref="PolicyFormatException">It isn't a policy that is understood here.</exception>
    public PolicyDocument Document { get; } = PolicyDocument.Parse(Json, Place.Kind) with { Name = Place.ResourceId };

    /// <summary>An endpoint's policy; null where it has none.</summary>
    public static HeldPolicy? Of(EndpointModel? endpoint) => endpoint?.PolicyDocument is not { } document ? null : new(
        new(
            endpoint.IsGateway ? PolicyKind.GatewayEndpoint : PolicyKind.InterfaceEndpoint,
            endpoint.Id,
            $"the policy of {endpoint.Id}",
            edit => new AmendEndpointPolicy(endpoint.Id, edit)),
        document);

    /// <summary>A statement's JSON, to be changed at will.</summary>
    public JsonObject Statement(int index) => JsonNode.Parse(Json)!["Statement"] switch
    {
        JsonArray statements => statements[index]!.AsObject(),
        var only => only!.AsObject(),
    };
}
