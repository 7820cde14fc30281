// Remembers the name that a person signs edits with, in this browser only, and fills it in on the next form.

const KEY = "atlas-author";

const stored = () => {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return ""; // storage may be switched off
  }
};

for (const field of document.querySelectorAll("input[data-author]")) {
  field.value ||= stored();
  field.addEventListener("change", () => {
    try {
      localStorage.setItem(KEY, field.value);
    } catch {
      // the name is then typed each time
    }
  });
}
