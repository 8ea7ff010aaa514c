using static CheckTcp.Patterns.Unicode.GeneralCategories;

namespace CheckTcp.Patterns.Unicode;

/// <summary>The names of general categories, from PropertyValueAliases.txt.</summary>
internal static class CategoryNames
{
    /// <summary>The categories of a name in small letters without underscores.</summary>
    /// <returns>The categories, or none if there is no such name.</returns>
    public static GeneralCategories Find(string name) => name switch
    {
        "any" => Any,
        "assigned" => Assigned,
        "c" or "other" => C,
        "cc" or "control" or "cntrl" => Cc,
        "cf" or "format" => Cf,
        "cn" or "unassigned" => Cn,
        "co" or "privateuse" => Co,
        "cs" or "surrogate" => Cs,
        "l" or "letter" => L,
        "lc" or "casedletter" => LC,
        "ll" or "lowercaseletter" => Ll,
        "lm" or "modifierletter" => Lm,
        "lo" or "otherletter" => Lo,
        "lt" or "titlecaseletter" => Lt,
        "lu" or "uppercaseletter" => Lu,
        "m" or "mark" or "combiningmark" => M,
        "mc" or "spacingmark" => Mc,
        "me" or "enclosingmark" => Me,
        "mn" or "nonspacingmark" => Mn,
        "n" or "number" => N,
        "nd" or "decimalnumber" or "digit" => Nd,
        "nl" or "letternumber" => Nl,
        "no" or "othernumber" => No,
        "p" or "punctuation" or "punct" => P,
        "pc" or "connectorpunctuation" => Pc,
        "pd" or "dashpunctuation" => Pd,
        "pe" or "closepunctuation" => Pe,
        "pf" or "finalpunctuation" => Pf,
        "pi" or "initialpunctuation" => Pi,
        "po" or "otherpunctuation" => Po,
        "ps" or "openpunctuation" => Ps,
        "s" or "symbol" => S,
        "sc" or "currencysymbol" => Sc,
        "sk" or "modifiersymbol" => Sk,
        "sm" or "mathsymbol" => Sm,
        "so" or "othersymbol" => So,
        "z" or "separator" => Z,
        "zl" or "lineseparator" => Zl,
        "zp" or "paragraphseparator" => Zp,
        "zs" or "spaceseparator" => Zs,
        _ => None,
    };
}
