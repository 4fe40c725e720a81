// Call `start` once with each element that matches, when it comes near the reader.
export function whenNear(selector, start) {
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        start(target);
      }
    },
    { rootMargin: "400px" },
  );
  for (const element of document.querySelectorAll(selector)) near.observe(element);
}
