// Choose, before the page is drawn, light or dark (what the reader chose earlier, else what their system says), and the length
// of a chapter (what the address says, else what they chose earlier).
// It stands in the head and is not deferred; theme-switch.js and lengths.js take over when the page is there.
const { dataset } = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
dataset.mode = localStorage.getItem("mode") ?? "auto";
dataset.theme = dataset.mode === "auto" ? system : dataset.mode;
dataset.length = new URLSearchParams(location.search).has("class") ? "class" : (localStorage.getItem("length") ?? "whole");
