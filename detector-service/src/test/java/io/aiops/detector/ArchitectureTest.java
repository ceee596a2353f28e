package io.aiops.detector;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.aiops.detector");

  @Test
  void thereIsSomethingToCheck() {
    assertFalse(CLASSES.isEmpty());
  }

  @Test
  void packagesDoNotDependOnEachOtherInCircles() {
    slices().matching("io.aiops.detector.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void modelsArePlainJava() {
    classes()
        .that()
        .resideInAPackage("io.aiops.detector.model..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "io.aiops.detector.model..", "com.amazon.randomcutforest..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("io.aiops.detector.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net..", "java.time.chrono..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.time.Clock.class)
        .check(CLASSES);
  }

  @Test
  void onlyResourcesAndTheMapperOfErrorsSpeakJaxRs() {
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Resource")
        .and()
        .haveSimpleNameNotEndingWith("Filter")
        .and()
        .resideOutsideOfPackage("io.aiops.detector.problem")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.ws.rs..")
        .check(CLASSES);
  }

  @Test
  void onlyStoresSpeakSql() {
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Store")
        .and()
        .resideOutsideOfPackage("io.aiops.detector.store")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "io.agroal..")
        .check(CLASSES);
  }

  @Test
  void storesKnowNoServicesAndNoResources() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Store")
        .should()
        .dependOnClassesThat()
        .haveSimpleNameEndingWith("Service")
        .orShould()
        .dependOnClassesThat()
        .haveSimpleNameEndingWith("Resource")
        .check(CLASSES);
  }

  @Test
  void dependenciesComeThroughConstructors() {
    noFields().should().beAnnotatedWith(Inject.class).check(CLASSES);
  }

  @Test
  void nothingStaticChanges() {
    fields().that().areStatic().should().beFinal().check(CLASSES);
  }
}
