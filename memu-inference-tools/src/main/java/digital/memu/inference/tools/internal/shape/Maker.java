package digital.memu.inference.tools.internal.shape;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes an object out of the values of its parts, which come in the order of {@link Members#of}. */
@FunctionalInterface
interface Maker {

    Object make(@Nullable Object[] values) throws ReflectiveOperationException;

    /**
     * The maker of a record or simple class.
     *
     * @throws IllegalArgumentException if it has no constructor for that
     */
    static Maker of(Class<?> type) {
        return type.isRecord() ? ofRecord(type) : ofClass(type);
    }

    private static Maker ofRecord(Class<?> type) {
        Class<?>[] components = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Constructor<?> constructor = constructor(type, components);
        return values -> constructor.newInstance(values);
    }

    private static Maker ofClass(Class<?> type) {
        Constructor<?> constructor = constructor(type);
        List<Field> fields = Members.fields(type);
        for (Field field : fields) {
            if (Modifier.isFinal(field.getModifiers())) {
                throw new IllegalArgumentException(type.getSimpleName() + "." + field.getName()
                        + ": the field is final, so nothing can be put in. Make the class a record");
            }
        }
        return values -> {
            Object made = constructor.newInstance();
            for (int i = 0; i < values.length; i++) {
                // What is absent keeps the value that the class itself gives it.
                if (values[i] != null) {
                    fields.get(i).set(made, values[i]);
                }
            }
            return made;
        };
    }

    private static Constructor<?> constructor(Class<?> type, Class<?>... parameters) {
        try {
            return Members.open(type.getDeclaredConstructor(parameters), type);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    type.getName() + " has no constructor without arguments. Add one, or make it a record", e);
        }
    }
}
