package digital.memu.inference.tools.internal.shape;

import java.lang.annotation.Annotation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The named parts of a record or a simple class. */
final class Members {

    private Members() {}

    /** Why objects of the type cannot be read or written; null if they can. */
    static @Nullable String refusal(Class<?> type) {
        if (type.getPackageName().startsWith("java.") || type.getPackageName().startsWith("javax.")) {
            return "is not supported";
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            return "cannot be made: it is an interface or abstract";
        }
        if (type.isRecord()) {
            return null;
        }
        if (type.isAnonymousClass() || type.isLocalClass() || isInner(type)) {
            return "cannot be made: it belongs to an object around it. Make it static";
        }
        return null;
    }

    /** The parts in the order in which they are written down, those of a superclass first. */
    static List<Member> of(Class<?> type) {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .map(Members::component)
                        .toList()
                : fields(type).stream().map(Members::field).toList();
    }

    /** The fields of a simple class. */
    static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        Class<?> parent = type.getSuperclass();
        if (parent != null && parent != Object.class) {
            fields.addAll(fields(parent));
        }
        for (Field field : type.getDeclaredFields()) {
            int modifiers = field.getModifiers();
            if (Modifier.isStatic(modifiers) || Modifier.isTransient(modifiers) || field.isSynthetic()) {
                continue;
            }
            fields.add(open(field, type));
        }
        return fields;
    }

    /** The object, opened for us. */
    static <A extends AccessibleObject> A open(A member, Class<?> type) {
        try {
            member.setAccessible(true);
            return member;
        } catch (InaccessibleObjectException | SecurityException e) {
            throw new IllegalArgumentException(
                    type.getName() + " is closed to this library. Make it public in an exported package, or open its"
                            + " package in module-info.java: opens " + type.getPackageName()
                            + " to digital.memu.inference.tools;",
                    e);
        }
    }

    /** Whether one of the annotations says that null is allowed, whoever defined it. */
    static boolean isNullable(Annotation... annotations) {
        return Arrays.stream(annotations)
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    private static Member component(RecordComponent component) {
        Method accessor = open(component.getAccessor(), component.getDeclaringRecord());
        Annotation[] own = component.getAnnotations();
        // Annotations made for fields do not show on the component itself.
        Annotation[] field = backing(component).getAnnotations();
        return new Member(
                component.getName(),
                component.getAnnotatedType(),
                mayBeNull(component.getAnnotatedType(), Stream.of(own, field)),
                component,
                accessor::invoke);
    }

    private static Member field(Field field) {
        return new Member(
                field.getName(),
                field.getAnnotatedType(),
                mayBeNull(field.getAnnotatedType(), Stream.<Annotation[]>of(field.getAnnotations())),
                field,
                field::get);
    }

    private static boolean mayBeNull(AnnotatedType type, Stream<Annotation[]> annotations) {
        boolean primitive = type.getType() instanceof Class<?> raw && raw.isPrimitive();
        return !primitive && annotations.anyMatch(Members::isNullable);
    }

    private static Field backing(RecordComponent component) {
        try {
            return component.getDeclaringRecord().getDeclaredField(component.getName());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isInner(Class<?> type) {
        return type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
    }
}
