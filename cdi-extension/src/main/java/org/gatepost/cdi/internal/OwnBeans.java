package org.gatepost.cdi.internal;

import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessSyntheticBean;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The application's own beans of the types that Gatepost uses where there are any. They are kept as
 * the container finds them: to ask it later would show those that this jar may inject, which on
 * some servers are none of the application's. Not thread-safe: used while the application starts.
 */
public final class OwnBeans {
  // By name, since a server may lack them.
  private static final Set<String> TYPES =
      Set.of("jakarta.json.bind.Jsonb", "jakarta.validation.ValidatorFactory");

  private final Map<String, Set<Bean<?>>> found = new HashMap<>();
  private final Set<Bean<?>> synthetic = new HashSet<>();

  /** Keeps a bean if it is of one of the types. */
  public void add(ProcessBean<?> event) {
    Bean<?> bean = event.getBean();
    for (Type type : bean.getTypes()) {
      String name = type.getTypeName();
      if (TYPES.contains(name) && bean.getQualifiers().contains(Default.Literal.INSTANCE)) {
        found.computeIfAbsent(name, none -> new LinkedHashSet<>()).add(bean);
        if (event instanceof ProcessSyntheticBean) {
          synthetic.add(bean);
        }
      }
    }
  }

  /**
   * Whether the bean of a type is one that an extension has added, as those of servers are, and no
   * class or producer of the application.
   */
  public boolean isSynthetic(Class<?> type, BeanManager beans) {
    Bean<?> bean = beans.resolve(found.getOrDefault(type.getName(), Set.of()));
    return bean != null && synthetic.contains(bean);
  }

  /**
   * The application's object of a type, or null if it has none.
   *
   * @throws jakarta.enterprise.inject.AmbiguousResolutionException if it has several
   */
  public <T> @Nullable T get(Class<T> type, BeanManager beans) {
    Bean<?> bean = beans.resolve(found.getOrDefault(type.getName(), Set.of()));
    return bean == null
        ? null
        : type.cast(beans.getReference(bean, type, beans.createCreationalContext(bean)));
  }
}
