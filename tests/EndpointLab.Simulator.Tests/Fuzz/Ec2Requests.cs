using System.Collections;
using System.Collections.Concurrent;
using System.Net;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace EndpointLab.Simulator.Tests.Fuzz;

/// <summary>Requests of any action of EC2's, with the parameters that the SDK knows for it.</summary>
internal static class Ec2Requests
{
    private const int Deepest = 4;

    private static readonly int[] SensibleNumbers = [1, 5, 22, 443];
    private static readonly int[] Numbers = [1, 2, 5, 0, -1, 1000, 65536, int.MaxValue, int.MinValue];
    private static readonly ConcurrentDictionary<Type, string[]> Constants = new();

    /// <summary>A form body for the action: the SDK's own wire form of random parameters, sometimes with broken ones among them.</summary>
    public static string Random(string action, Dice dice)
    {
        dice.IsCalm = !dice.Once(3);
        var assembly = typeof(AmazonEC2Client).Assembly;
        var request = (AmazonWebServiceRequest)Filled(assembly.GetType($"Amazon.EC2.Model.{action}Request", throwOnError: true)!, dice, 0);
        var marshaller = (IMarshaller<IRequest, AmazonWebServiceRequest>)Activator.CreateInstance(
            assembly.GetType($"Amazon.EC2.Model.Internal.MarshallTransformations.{action}RequestMarshaller", throwOnError: true)!)!;
        var parameters = marshaller.Marshall(request).Parameters.Select(pair => (pair.Key, pair.Value)).ToList();
        if (!dice.IsCalm && dice.Once(2) && parameters.Count > 0)
        {
            var at = dice.Next(parameters.Count);
            var (name, value) = parameters[at];
            parameters[at] = dice.Once(2) ? (name, dice.Garbled(value)) : (dice.Garbled(name), value);
        }
        var text = string.Join('&', parameters.Select(pair => $"{WebUtility.UrlEncode(pair.Key)}={WebUtility.UrlEncode(pair.Value)}"));
        return !dice.IsCalm && dice.Once(3) ? dice.Garbled(text) : text;
    }

    private static object Filled(Type type, Dice dice, int depth)
    {
        var filled = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties())
        {
            var isRequired = property.CustomAttributes.Any(
                attribute => attribute.NamedArguments.Any(argument => argument is { MemberName: "Required", TypedValue.Value: true }));
            var isAsked = isRequired ? !dice.Once(40) : dice.Once(dice.IsCalm ? 5 : 2);
            if (isAsked && property.CanWrite && property.DeclaringType == type
                && Value(property.PropertyType, property.Name, dice, depth) is { } value)
            {
                property.SetValue(filled, value);
            }
        }
        return filled;
    }

    private static object? Value(Type type, string name, Dice dice, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return dice.Text(name);
        if (type == typeof(bool))
            return name == "DryRun" ? dice.Once(8) : dice.Once(2);
        if (type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(float))
            return Convert.ChangeType(dice.Of(dice.IsCalm ? SensibleNumbers : Numbers), type, null);
        if (type == typeof(DateTime))
            return new DateTime(2026, 1, 1).AddDays(dice.Next(1000));
        if (type.IsSubclassOf(typeof(ConstantClass)))
        {
            var known = Constants.GetOrAdd(
                type, all => [.. all.GetFields().Where(field => field.FieldType == all).Select(field => $"{field.GetValue(null)}")]);
            var word = dice.IsCalm ? dice.Sense(name) : dice.Once(6) ? dice.Text(name) : null;
            return Activator.CreateInstance(type, word ?? dice.Of(known));
        }
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>))
        {
            var list = (IList)Activator.CreateInstance(type)!;
            for (var count = dice.Of([1, 1, 1, 2, 3]); count > 0; count--)
            {
                if (Value(type.GenericTypeArguments[0], name, dice, depth) is { } one)
                    list.Add(one);
            }
            return list;
        }
        return type.IsClass && type.Namespace == "Amazon.EC2.Model" && depth < Deepest ? Filled(type, dice, depth + 1) : null;
    }
}
