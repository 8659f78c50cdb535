package org.gatepost;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Loads the module's own classes anew, so that they count their steps in {@link StepCounter}: each
 * round of a loop, and each call of a method. What the JDK does is not counted.
 */
final class CountedClasses extends ClassLoader {
  private static final String COUNTER = StepCounter.class.getName().replace('.', '/');

  CountedClasses() {
    super(CountedClasses.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("org.gatepost.") || name.equals(StepCounter.class.getName())) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? load(name) : loaded;
    }
  }

  private Class<?> load(String name) throws ClassNotFoundException {
    URL file = getResource(name.replace('.', '/') + ".class");
    if (file == null) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream in = file.openStream()) {
      byte[] bytes = in.readAllBytes();
      byte[] counted = file.getPath().contains("/test-classes/") ? bytes : counting(bytes);
      return defineClass(name, counted, 0, counted.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static byte[] counting(byte[] bytes) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] throwing) {
                return new Counting(
                    super.visitMethod(access, name, descriptor, signature, throwing));
              }
            },
            0);
    return writer.toByteArray();
  }

  private static final class Counting extends MethodVisitor {
    private final java.util.Set<Label> passed = new java.util.HashSet<>();

    Counting(MethodVisitor method) {
      super(Opcodes.ASM9, method);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      count();
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label target) {
      if (passed.contains(target)) {
        count();
      }
      super.visitJumpInsn(opcode, target);
    }

    private void count() {
      super.visitFieldInsn(Opcodes.GETSTATIC, COUNTER, "steps", "J");
      super.visitInsn(Opcodes.LCONST_1);
      super.visitInsn(Opcodes.LADD);
      super.visitFieldInsn(Opcodes.PUTSTATIC, COUNTER, "steps", "J");
    }
  }
}
