using CheckTcp.Monitor.Channels.Mackerel.Api;

namespace CheckTcp.Monitor.Channels.Mackerel.Hosts;

/// <summary>Brings this host's state at Mackerel to what it should be: registered, found, with its status, described. A step begins where
/// the one before it failed.</summary>
/// <param name="file">Where its id is kept.</param>
internal sealed class HostRegistration(HostIdFile file)
{
    private string? _unsavedId;
    private string? _status;
    private bool _isFound;
    private bool _isStatusSet;

    /// <summary>Mackerel's id of this host; <c>null</c> as long as Mackerel has not confirmed it.</summary>
    public string? Id { get; private set; }

    /// <summary>Does what is left to do, and tells Mackerel what the host is like.</summary>
    /// <param name="terms">What is wanted.</param>
    /// <param name="stop">Ends a call that is under way.</param>
    /// <param name="abort">Ends even a registration: an answer that nobody waits for leaves a host behind.</param>
    /// <returns>What stands in the way; <c>null</c> for nothing.</returns>
    public async Task<HostProblem?> StepAsync(HostTerms terms, CancellationToken stop, CancellationToken abort)
    {
        try
        {
            return await FindAsync(terms, stop, abort) ?? await SetStatusAsync(terms, stop) ?? await TellAsync(terms, stop);
        }
        catch (HostIdException e)
        {
            return new HostProblem(e.Message) { NeedsPerson = true };
        }
    }

    private async Task<HostProblem?> FindAsync(HostTerms terms, CancellationToken stop, CancellationToken abort)
    {
        if (_isFound)
        {
            return null;
        }

        SaveId();
        string? id = file.Read();
        if (id is null)
        {
            file.EnsureWritable();
            ApiAnswer<string> created = await terms.Api.CreateHostAsync(terms.Describe(), abort);
            if (!created.Succeeded)
            {
                return HostProblem.Of(created.Failure);
            }

            id = _unsavedId = created.Value;
            SaveId();
        }

        ApiAnswer<Host> found = await terms.Api.GetHostAsync(id, stop);
        if (!found.Succeeded)
        {
            return HostProblem.Of(WithMend(found.Failure));
        }

        if (found.Value.IsRetired)
        {
            return HostProblem.Of(new ApiFailure(
                ApiFailureKind.Missing, $"the host {id} is retired at Mackerel; delete {file.Path} to register a new one"));
        }

        (Id, _status, _isFound) = (id, found.Value.Status, true);
        return null;
    }

    private void SaveId()
    {
        if (_unsavedId is { } id)
        {
            file.Write(id);
            _unsavedId = null;
        }
    }

    private async Task<HostProblem?> SetStatusAsync(HostTerms terms, CancellationToken stop)
    {
        if (!_isStatusSet && !string.IsNullOrEmpty(terms.StatusOnStart) && terms.StatusOnStart != _status)
        {
            ApiAnswer<Done> set = await terms.Api.SetStatusAsync(Id!, terms.StatusOnStart, stop);
            if (!set.Succeeded)
            {
                return Failed(set.Failure);
            }
        }

        _isStatusSet = true; // what others set later, such as maintenance, is left alone
        return null;
    }

    private async Task<HostProblem?> TellAsync(HostTerms terms, CancellationToken stop)
    {
        ApiAnswer<Done> told = await terms.Api.UpdateHostAsync(Id!, terms.Describe(), stop);
        return told.Succeeded ? null : Failed(told.Failure);
    }

    /// <summary>A host that is gone has to be found again: a person may have deleted the file meanwhile, as the mend says.</summary>
    private HostProblem Failed(ApiFailure failure)
    {
        _isFound = failure.Kind != ApiFailureKind.Missing;
        return HostProblem.Of(WithMend(failure));
    }

    private ApiFailure WithMend(ApiFailure failure) => failure.Kind == ApiFailureKind.Missing
        ? failure with { Reason = $"{failure.Reason}; failed to find this host on Mackerel; delete {file.Path} to register a new one" }
        : failure;
}
