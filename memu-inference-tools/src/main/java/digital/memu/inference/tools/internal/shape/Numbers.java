package digital.memu.inference.tools.internal.shape;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers, each with the range of its Java type. */
final class Numbers {

    // Ten to the power of a billion fits a dozen characters and no memory.
    private static final int MAX_DIGITS = 1_000;

    private Numbers() {}

    /** The shape of a type of number; null for another type. */
    static @Nullable Shape of(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return whole(int.class);
        }
        if (type == long.class || type == Long.class) {
            return whole(long.class);
        }
        if (type == short.class || type == Short.class) {
            return whole(short.class);
        }
        if (type == byte.class || type == Byte.class) {
            return whole(byte.class);
        }
        if (type == BigInteger.class) {
            return whole(BigInteger.class);
        }
        if (type == double.class || type == Double.class) {
            return fraction(double.class);
        }
        if (type == float.class || type == Float.class) {
            return fraction(float.class);
        }
        return type == BigDecimal.class ? fraction(BigDecimal.class) : null;
    }

    static Shape whole(Class<?> type) {
        return new NumberShape(
                "integer",
                "must be a whole number",
                switch (type.getSimpleName()) {
                    case "int" -> BigDecimal::intValueExact;
                    case "long" -> BigDecimal::longValueExact;
                    case "short" -> BigDecimal::shortValueExact;
                    case "byte" -> BigDecimal::byteValueExact;
                    default -> BigDecimal::toBigIntegerExact;
                });
    }

    static Shape fraction(Class<?> type) {
        return new NumberShape(
                "number",
                "must be a number",
                switch (type.getSimpleName()) {
                    case "double" -> number -> finite(number.doubleValue());
                    case "float" -> number -> (float) finite(number.floatValue());
                    default -> number -> number;
                });
    }

    private static double finite(double value) {
        if (Double.isInfinite(value)) {
            throw new ArithmeticException("out of range");
        }
        return value;
    }

    /** Throws {@link ArithmeticException} for what does not fit. */
    private interface Conversion {
        Number of(BigDecimal number);
    }

    private record NumberShape(String type, String demand, Conversion conversion) implements Shape {

        @Override
        public Map<String, Object> schema() {
            return Schemas.of("type", type);
        }

        @Override
        public @Nullable Object read(Object json, String path, Problems problems) {
            // Small models write numbers in quotes.
            if (json instanceof Number || json instanceof String) {
                try {
                    BigDecimal number = new BigDecimal(json.toString().strip());
                    if (Math.abs((long) number.precision() - number.scale()) <= MAX_DIGITS) {
                        return conversion.of(number);
                    }
                    problems.add(path, "is out of range");
                } catch (NumberFormatException e) {
                    problems.add(path, demand);
                } catch (ArithmeticException e) {
                    problems.add(path, demand + " in the range of its type");
                }
            } else {
                problems.add(path, demand);
            }
            return null;
        }
    }
}
