namespace EndpointLab;

/// <summary>How Core tells whoever called it what it is doing.</summary>
public interface ILabReporter
{
    void Verbose(string message);

    void Warning(string message);

    /// <summary>One of several items failed; the others go on.</summary>
    void Error(LabException error);

    /// <summary>Asks the user, and waits for the answer.</summary>
    /// <exception cref="LabException">There is nobody to answer.</exception>
    string Ask(string question);

    /// <param name="percent">0 to 100, or -1 where the end is not known. 100 ends the activity.</param>
    void Progress(string activity, string status, int percent = -1);
}
