// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Lists in {@code Allow} the methods of a path. RFC 9110 requires it in every 405, where the
 * framework omits it; in a response to OPTIONS the framework lists the methods of all paths of a
 * resource.
 */
public class AllowHeader {
  private static final int METHOD_NOT_ALLOWED = 405;
  private final List<Offer> offers;

  /** Made by the container, which knows every resource. */
  public AllowHeader(BeanManager beans) {
    offers =
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
            .<Class<?>>map(Bean::getBeanClass)
            .filter(type -> type.isAnnotationPresent(Path.class))
            .flatMap(
                resource ->
                    Arrays.stream(resource.getDeclaredMethods())
                        .flatMap(method -> Offer.of(resource, method)))
            .toList();
  }

  private record Offer(Pattern path, String method) {
    static Stream<Offer> of(Class<?> resource, Method method) {
      return Arrays.stream(method.getAnnotations())
          .map(Annotation::annotationType)
          .flatMap(type -> Stream.ofNullable(type.getAnnotation(HttpMethod.class)))
          .map(verb -> new Offer(pattern(path(resource) + path(method)), verb.value()));
    }

    private static String path(AnnotatedElement element) {
      return Optional.ofNullable(element.getAnnotation(Path.class)).map(Path::value).orElse("");
    }

    private static Pattern pattern(String path) {
      return Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+"));
    }
  }

  @ServerResponseFilter
  void allow(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() == METHOD_NOT_ALLOWED
        || request.getMethod().equals(HttpMethod.OPTIONS)) {
      response
          .getHeaders()
          .putSingle(HttpHeaders.ALLOW, String.join(", ", offered(request.getUriInfo().getPath())));
    }
  }

  private Set<String> offered(String path) {
    Set<String> methods = new TreeSet<>(Set.of(HttpMethod.OPTIONS));
    offers.stream()
        .filter(offer -> offer.path().matcher(path).matches())
        .map(Offer::method)
        .forEach(methods::add);
    if (methods.contains(HttpMethod.GET)) {
      methods.add(HttpMethod.HEAD);
    }
    return methods;
  }
}
