// Choose light or dark before the page is drawn: what the reader chose earlier, else what their system says.
// It stands in the head and is not deferred; theme-switch.js takes over when the page is there.
const { dataset } = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
dataset.mode = localStorage.getItem("mode") ?? "auto";
dataset.theme = dataset.mode === "auto" ? system : dataset.mode;
