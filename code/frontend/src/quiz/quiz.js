// Make each quiz a form that can be answered. Without this script it is a question with its answers folded below it.

const letter = (index) => String.fromCharCode(65 + index);
const isChosen = (input) => input.checked;
const listed = (letters) => new Intl.ListFormat("en").format(letters);

function enhance(form) {
  const predicts = form.dataset.kind === "predict";
  const inputs = [...form.querySelectorAll(".quiz-options input")];
  const button = form.querySelector("button");
  const folded = form.querySelector(".quiz-answers");
  const list = folded.querySelector("ul");
  const answers = [...list.children];
  const isCorrect = answers.map((answer) => answer.dataset.answer === "correct");
  const correct = listed(inputs.flatMap((_, i) => (isCorrect[i] ? letter(i) : [])));

  // A live region speaks what changes in it, so it is there, empty, before there is anything to say.
  const result = document.createElement("p");
  result.className = "quiz-result";
  const status = document.createElement("div");
  status.className = folded.className;
  status.setAttribute("role", "status");
  status.append(result, list);
  folded.replaceWith(status);

  function clear() {
    delete form.dataset.result;
    result.textContent = "";
    answers.forEach((answer, i) => {
      answer.hidden = true;
      delete inputs[i].closest("li").dataset.answer;
    });
  }

  function respond() {
    clear();
    if (!inputs.some(isChosen)) {
      result.textContent = "Choose an answer first.";
      return;
    }
    const right = inputs.every((input, i) => input.checked === isCorrect[i]);
    const chosen = listed(inputs.flatMap((input, i) => (input.checked ? letter(i) : [])));
    form.dataset.result = right ? "correct" : "wrong";
    if (predicts) {
      result.textContent = right
        ? `Correct: you predicted ${chosen}.`
        : `Not this time: you predicted ${chosen}, and the answer is ${correct}.`;
    } else if (right) {
      result.textContent = "Correct";
    } else {
      const n = isCorrect.filter(Boolean).length;
      result.textContent = n > 1 ? `Not yet: choose the ${n} correct answers.` : "Not yet";
    }
    answers.forEach((answer, i) => {
      answer.hidden = !(predicts || inputs[i].checked);
      if (!answer.hidden) inputs[i].closest("li").dataset.answer = answer.dataset.answer;
    });
    if (predicts) commit();
  }

  function commit() {
    inputs.forEach((input) => (input.disabled = true));
    // a disabled button would lose the reader's focus
    button.setAttribute("aria-disabled", "true");
    button.textContent = "Committed";
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!button.hasAttribute("aria-disabled")) respond();
  });
  form.addEventListener("change", clear);
  clear();
  for (const control of [...inputs, button]) control.hidden = false;
  form.classList.add("quiz-ready");
}

document.querySelectorAll("form.quiz").forEach(enhance);
