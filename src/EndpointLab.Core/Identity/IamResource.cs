namespace EndpointLab;

/// <summary>What of IAM has tags.</summary>
internal abstract record IamResource(string Arn, IReadOnlyDictionary<string, string> Tags);
