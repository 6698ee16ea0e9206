// Reviews to try; each click on a button gives the next one.

const positive = [
  "I went in expecting very little and came out smiling. The two leads are wonderful together, the dialogue is sharp and warm, and the last twenty minutes moved me more than anything I have seen this year. A small film with a big heart. Do not miss it!",
  "The movie was amazing and full of emotional moments. Beautifully shot, superbly acted, and the score is a delight from the first scene to the last.",
  "It starts slowly, and for a while I was not sure where it was going. Then everything falls into place, and what seemed a simple crime story becomes a brilliant portrait of a family. One of the best thrillers in years.",
];

const negative = [
  "What a waste of a good cast. The plot makes no sense, the jokes fall flat, and by the second hour I was checking my watch every few minutes. Even the stunning landscapes cannot save a script this lazy. Avoid it.",
  "I really wanted to like this film. Sadly the story is dull and predictable, the acting is wooden, and the ending is simply awful. Two hours of my life that I will never get back.",
  "The first one was fun. This sequel is a tired, badly edited mess: the effects look cheap, the villain is boring, and nobody on the screen seems to care. Neither did I.",
];

const next = new Map([[positive, 0], [negative, 0]]);

function take(examples) {
  const i = next.get(examples);
  next.set(examples, (i + 1) % examples.length);
  return examples[i];
}

export const positiveExample = () => take(positive);
export const negativeExample = () => take(negative);
