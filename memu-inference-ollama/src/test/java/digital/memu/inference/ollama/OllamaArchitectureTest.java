package digital.memu.inference.ollama;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the Ollama module. */
@AnalyzeClasses(packages = "digital.memu.inference.ollama", importOptions = ImportOption.DoNotIncludeTests.class)
class OllamaArchitectureTest {

    private static final String ROOT = "digital.memu.inference.ollama";

    @ArchTest
    static final ArchRule JACKSON_IS_SEEN_BY_ONE_ROOM = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".internal.wire", ROOT + ".testing")
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.fasterxml..", "tools.jackson.."));

    @ArchTest
    static final ArchRule THE_PARSER_IS_DRIVEN_BY_HAND = noClasses()
            .that()
            .resideInAPackage(ROOT + ".internal.wire")
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson.databind.."));

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_WIRE_KNOWS_NOBODY_IN_THIS_MODULE = noClasses()
            .that()
            .resideInAPackage(ROOT + ".internal.wire")
            .should()
            .dependOnClassesThat(resideInAnyPackage(ROOT, ROOT + ".testing"));

    @ArchTest
    static final ArchRule NOBODY_LEANS_ON_THE_SIMULATOR = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".testing")
            .should()
            .dependOnClassesThat(resideInAnyPackage(ROOT + ".testing"));

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
