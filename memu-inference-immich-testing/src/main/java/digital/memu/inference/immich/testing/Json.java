package digital.memu.inference.immich.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** JSON as the service's encoder writes it: compact, numbers with the digits of a float32. */
final class Json {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    /** Empty if the text is no JSON. */
    static Optional<JsonNode> read(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    static String quoted(String text) {
        try {
            return MAPPER.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> String array(List<T> items, Function<T, String> item) {
        return items.stream().map(item).collect(Collectors.joining(",", "[", "]"));
    }

    static String array(float... numbers) {
        StringBuilder json = new StringBuilder(numbers.length * 13).append('[');
        for (int i = 0; i < numbers.length; i++) {
            if (i > 0) {
                json.append(',');
            }
            number(json, numbers[i]);
        }
        return json.append(']').toString();
    }

    static String number(float number) {
        return number(new StringBuilder(), number).toString();
    }

    /** What is no number is {@code null}. Java writes an exponent from 1e-3 down, the service from 1e-6 down. */
    private static StringBuilder number(StringBuilder json, float number) {
        if (!Float.isFinite(number)) {
            return json.append("null");
        }
        String text = Float.toString(number);
        int exponentAt = text.indexOf('E');
        if (exponentAt < 0) {
            return json.append(text);
        }
        int exponent = Integer.parseInt(text.substring(exponentAt + 1));
        String mantissa = text.substring(0, exponentAt);
        String sign = mantissa.startsWith("-") ? "-" : "";
        String first = mantissa.substring(sign.length(), sign.length() + 1);
        String rest = mantissa.endsWith(".0") ? "" : mantissa.substring(sign.length() + 2);
        json.append(sign);
        if (exponent < 0 && exponent >= -6) {
            return json.append("0.")
                    .append("0".repeat(-exponent - 1))
                    .append(first)
                    .append(rest);
        }
        if (exponent >= 0 && exponent < 13) {
            String digits = first + rest + "0".repeat(Math.max(0, exponent - rest.length()));
            json.append(digits, 0, exponent + 1).append('.');
            return digits.length() > exponent + 1 ? json.append(digits.substring(exponent + 1)) : json.append('0');
        }
        return json.append(first)
                .append(rest.isEmpty() ? "" : "." + rest)
                .append('e')
                .append(exponent);
    }
}
