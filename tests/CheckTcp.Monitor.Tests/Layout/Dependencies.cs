using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CheckTcp.Monitor.Tests.Layout;

/// <summary>Which folder of a project uses which, read from its assembly and the source files that its symbols name.</summary>
internal sealed class Dependencies : IDisposable
{
    private readonly ModuleDefinition _module;
    private readonly string _project;
    private readonly Dictionary<string, string> _folders = [];

    /// <param name="assembly">The assembly's name; it lies beside the tests, with its symbols.</param>
    /// <param name="project">The project's folder below <c>src</c>.</param>
    public Dependencies(string assembly, string project)
    {
        string file = Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll");
        _module = ModuleDefinition.ReadModule(file, new ReaderParameters { ReadSymbols = true });
        _project = $"/src/{project}/";
        foreach (TypeDefinition type in Types)
        {
            if (FolderOf(type) is { } folder)
            {
                _folders.TryAdd(Outermost(type).FullName, folder);
            }
        }
    }

    /// <summary>The other assemblies that it uses.</summary>
    public IEnumerable<string> Assemblies => _module.AssemblyReferences.Select(reference => reference.Name);

    /// <summary>The top folders that have code; what lies in none of them is in <c>""</c>.</summary>
    public IEnumerable<string> Folders => _folders.Values.Distinct();

    /// <summary>Each use of a type in another folder.</summary>
    public IEnumerable<Use> Uses => Types
        .SelectMany(type => UsedBy(type).Select(used => (User: Outermost(type).FullName, Used: used)))
        .Distinct()
        .Where(pair => _folders.ContainsKey(pair.User) && _folders.ContainsKey(pair.Used))
        .Select(pair => new Use(_folders[pair.User], _folders[pair.Used], pair.User, pair.Used))
        .Where(use => use.From != use.To);

    private IEnumerable<TypeDefinition> Types => _module.GetTypes();

    public void Dispose() => _module.Dispose();

    /// <summary>Where the code of a type is; <c>null</c> for one without any, such as an enumeration.</summary>
    private string? FolderOf(TypeDefinition type)
    {
        string? file = type.Methods
            .Where(method => method.DebugInformation.HasSequencePoints)
            .Select(method => method.DebugInformation.SequencePoints[0].Document.Url)
            .FirstOrDefault(url => url.Contains(_project, StringComparison.Ordinal));
        if (file is null)
        {
            return null;
        }

        string below = file[(file.LastIndexOf(_project, StringComparison.Ordinal) + _project.Length)..];
        return below.Contains('/', StringComparison.Ordinal) ? below[..below.IndexOf('/', StringComparison.Ordinal)] : "";
    }

    private static IEnumerable<string> UsedBy(TypeDefinition type) => References(type)
        .OfType<TypeReference>()
        .SelectMany(Parts)
        .Select(reference => Outermost(reference).FullName);

    private static IEnumerable<TypeReference?> References(TypeDefinition type)
    {
        IEnumerable<TypeReference?> declared =
        [
            type.BaseType,
            .. type.Interfaces.Select(its => its.InterfaceType),
            .. type.Fields.Select(field => field.FieldType),
            .. type.Properties.Select(property => property.PropertyType),
        ];
        return declared.Concat(type.Methods.SelectMany(Of));
    }

    private static IEnumerable<TypeReference?> Of(MethodDefinition method)
    {
        IEnumerable<TypeReference?> declared = [method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)];
        return method.HasBody
            ? [.. declared, .. method.Body.Variables.Select(variable => variable.VariableType), .. method.Body.Instructions.SelectMany(Of)]
            : declared;
    }

    private static IEnumerable<TypeReference?> Of(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments],
        MemberReference member => [member.DeclaringType],
        _ => [],
    };

    /// <summary>A type and what it is made of: elements, arguments.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification { ElementType: { } element } => Parts(element),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary>A use.</summary>
    internal sealed record Use(string From, string To, string User, string Used)
    {
        public override string ToString() => $"{From}/{User} -> {To}/{Used}";
    }
}
