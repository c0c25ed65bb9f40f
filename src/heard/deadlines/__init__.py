"""The diary of due dates: facts gathered, the law asked, the answer kept. A cache; the truth is facts and rules."""
