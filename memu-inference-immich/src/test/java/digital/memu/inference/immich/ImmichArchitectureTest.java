package digital.memu.inference.immich;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the Immich module. */
@AnalyzeClasses(
        packages = "digital.memu.inference.immich",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImmichArchitectureTest.NotTheSimulator.class})
class ImmichArchitectureTest {

    private static final String ROOT = "digital.memu.inference.immich";

    /** The simulator is a module of its own. */
    static final class NotTheSimulator implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/immich/testing/");
        }
    }

    @ArchTest
    static final ArchRule JACKSON_IS_SEEN_BY_ONE_ROOM = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".internal.wire")
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.fasterxml..", "tools.jackson.."));

    @ArchTest
    static final ArchRule THE_PARSER_IS_DRIVEN_BY_HAND =
            noClasses().should().dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson.databind.."));

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_WIRE_KNOWS_NOBODY_IN_THIS_MODULE = noClasses()
            .that()
            .resideInAPackage(ROOT + ".internal.wire")
            .should()
            .dependOnClassesThat(resideInAnyPackage(ROOT));

    /** The client runs where the JDK has no {@code java.desktop}. */
    @ArchTest
    static final ArchRule ONLY_THE_PREPARER_KNOWS_THE_DESKTOP = noClasses()
            .that()
            .haveNameNotMatching(".*\\.(ImageIoPhotoPreparer|DecodedPhoto.*|Orientation)")
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.awt..", "javax.imageio.."));

    @ArchTest
    static final ArchRule THE_CLIENT_DOES_NOT_NEED_THE_PREPARER = noClasses()
            .that()
            .haveNameNotMatching(".*\\.(ImageIoPhotoPreparer|DecodedPhoto.*|Orientation)")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(".*\\.(ImageIoPhotoPreparer|DecodedPhoto|Orientation)");

    @ArchTest
    static final ArchRule PUBLIC_CLASSES_ARE_FINAL = classes()
            .that()
            .resideInAPackage(ROOT)
            .and()
            .arePublic()
            .and()
            .areNotInterfaces()
            .should()
            .haveModifier(JavaModifier.FINAL);
}
