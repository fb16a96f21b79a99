namespace EndpointLab.Labs;

/// <summary>What somebody asks of a lab. What he doesn't ask for is as the lab's plan tells, or where none does as in a new lab.</summary>
/// <param name="New">A new lab of that name.</param>
/// <param name="Ask">Makes of what a lab is to have what is asked for.</param>
internal sealed record LabWish(LabSpecification New, Func<LabSpecification, LabSpecification> Ask)
{
    /// <exception cref="LabException">It asks for a VPC of another block than the lab's, which none can change.</exception>
    public LabSpecification For(LabInventory there)
    {
        var told = there.Specification ?? New;
        if (there.Vpc is not { } vpc)
        {
            return Ask(told);
        }

        told = told with { CidrBlock = Cidr.Parse(vpc.CidrBlock) };
        var asked = Ask(told);
        return asked.CidrBlock == told.CidrBlock ? asked : throw new LabException(
            ErrorId.InvalidArgument,
            $"The lab {there.Name} is there with the block {vpc.CidrBlock} ({vpc.VpcId}), and can't get {asked.CidrBlock}.",
            $"Leave -CidrBlock out, remove the lab first (Remove-EndpointLab {there.Name}), or give the new one another name.",
            there.Name);
    }
}
