namespace EndpointLab.Export;

/// <param name="Notes">What of the VPC it doesn't hold, or not as it is: one sentence each.</param>
internal sealed record ExportText(string Text, IReadOnlyList<string> Notes);
