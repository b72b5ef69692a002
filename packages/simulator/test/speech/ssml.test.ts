import { describe, expect, it } from "vitest";
import { plainText } from "../../src/speech/plain-text.js";
import { speechLengthMs } from "../../src/speech/speech-length.js";
import { checkSsml, describeProblem, problemsOfSpeech } from "../../src/speech/ssml.js";

const problems = (text: string, engine?: "standard" | "neural") =>
  problemsOfSpeech({ text, ssml: true, ...(engine && { engine }) }).map(describeProblem);

describe("SSML that Polly speaks with standard voices", () => {
  it.each([
    "<speak>Hello &amp; welcome &lt;here&gt; &#8364;</speak>",
    '<?xml version="1.0"?>\n<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en-US">Hi</speak>',
    '<speak>a<break/>b<break time="10s"/>c<break time="10000ms"/>d<break time=".5s"/>e<break strength="x-strong"/></speak>',
    '<speak><p><s>One.</s><s>Two <emphasis level="strong">now</emphasis>.</s></p></speak>',
    '<speak><prosody rate="85%"><prosody pitch="-10%" volume="+6dB">x</prosody></prosody></speak>',
    '<speak><prosody rate="20%">a</prosody><prosody rate="200%">b</prosody><prosody rate="-10%">c</prosody></speak>',
    '<speak><prosody amazon:max-duration="2400ms">quick</prosody></speak>',
    '<speak><say-as interpret-as="date" format="mdy">12-31-1900</say-as></speak>',
    '<speak><say-as interpret-as="digits">1234</say-as><sub alias="Mercury">Hg</sub><mark name="here"/></speak>',
    '<speak><lang xml:lang="fr-FR">Je ne parle pas</lang><w role="amazon:VBD">read</w></speak>',
    '<speak><phoneme alphabet="ipa" ph="pɪˈkɑːn">pecan</phoneme></speak>',
    '<speak><amazon:effect name="whispered">hush</amazon:effect><amazon:effect vocal-tract-length="+15%">x</amazon:effect></speak>',
    '<speak><amazon:auto-breaths volume="x-soft">a<amazon:breath duration="long"/></amazon:auto-breaths></speak>',
    "<speak><![CDATA[R&D <one>]]></speak>",
  ])("%s", (text) => {
    expect(problems(text)).toEqual([]);
  });
});

describe("SSML that Polly refuses is told with its place and a remedy", () => {
  it.each([
    ["<speak>R & D</speak>", 'line 1, column 10: "&" stands alone; write "&amp;"'],
    [
      "<speak>5 < 6</speak>",
      'column 11: this is not well-formed XML: disallowed character in tag name; write "<" as',
    ],
    ["<speak>a&nbsp;b</speak>", "undefined entity; only &amp; &lt;"],
    ["hello", "put the whole text into one <speak>...</speak>"],
    ["<speak>a</speak> b", "put the whole text into one <speak>"],
    ["<speak>a</speak><speak>b</speak>", "put the whole text into one <speak>"],
    ["<p>a</p>", "line 1, column 1: the text begins with <p>; put the whole text into <speak>"],
    ["<speak>\n  <p>a\n</speak>", "line 2, column 3: <p> is not closed; write </p> where it ends"],
    ["<speak>a</p></speak>", "column 9: </p> closes nothing; leave it out"],
    ["<speak><p>a</p>", "line 1, column 1: <speak> is not closed"],
    ["<speak><break time=1s/></speak>", "unquoted attribute value; write each attribute once"],
    ["<!DOCTYPE speak><speak>a</speak>", "there is a DOCTYPE; leave it out"],
    ["<speak><speak>a</speak></speak>", "column 8: <speak> may not be inside <speak>"],
    ["<speak>a<brake/></speak>", "column 9: <brake> is no element of Polly's SSML; did you mean <break>?"],
    ["<speak><audio src='x'/></speak>", "<audio> is no element of Polly's SSML; leave it out"],
    ["<speak><toString/></speak>", "<toString> is no element"],
    ['<speak><break tme="1s"/></speak>', "<break> has no attribute tme; did you mean time?"],
    ['<speak><break time="11s"/></speak>', 'time="11s" of <break> is not valid; give a time of at most 10s'],
    ['<speak><break time="10001ms"/></speak>', "give a time of at most 10s or 10000ms"],
    ['<speak><break time="1"/></speak>', "give a time of at most 10s or 10000ms"],
    ["<speak><break>a</break></speak>", "<break> may hold nothing; write <break/>"],
    ["<speak><prosody>a</prosody></speak>", "<prosody> needs an attribute; give one of rate, volume, pitch"],
    [
      '<speak><prosody rate="2">a</prosody></speak>',
      "give x-slow, slow, medium, fast, x-fast, or 20% to 200%",
    ],
    ['<speak><prosody rate="201%">a</prosody></speak>', "20% to 200%"],
    ['<speak><prosody volume="6dB">a</prosody></speak>', "or a difference such as -6dB"],
    ['<speak><prosody pitch="10Hz">a</prosody></speak>', "or a difference such as +5%"],
    ['<speak><emphasis level="Strong">a</emphasis></speak>', "give one of strong, moderate, reduced"],
    [
      "<speak><say-as>1</say-as></speak>",
      "<say-as> needs the attribute interpret-as; give one of characters",
    ],
    ['<speak><say-as interpret-as="digit">1</say-as></speak>', "give one of characters, spell-out"],
    ['<speak><say-as interpret-as="digits"><s>1</s></say-as></speak>', "<say-as> may hold only text"],
    ["<speak><s><p>a</p></s></speak>", "<p> may not be inside <s>; close <s> before it"],
    ["<speak><lang>a</lang></speak>", "<lang> needs the attribute xml:lang"],
    ['<speak><w role="verb">a</w></speak>', "give amazon:VB"],
    ['<speak><amazon:domain name="news">a</amazon:domain></speak>', 'set Engine to "neural"'],
  ])("%s", (text, expected) => {
    expect(problems(text).join("\n")).toContain(expected);
  });

  it("with all of them at once", () => {
    expect(problems('<speak><brake/><break time="1h"/></speak>')).toHaveLength(2);
  });

  it.each([
    '<speak><emphasis level="strong">a</emphasis></speak>',
    '<speak><prosody pitch="high">a</prosody></speak>',
    '<speak><amazon:effect name="whispered">a</amazon:effect></speak>',
    '<speak><amazon:effect phonation="soft">a</amazon:effect></speak>',
    "<speak><amazon:breath/></speak>",
  ])("when neural voices do not have it: %s", (text) => {
    expect(problems(text)).toEqual([]);
    expect(problems(text, "neural").join()).toContain("not available with neural voices");
  });

  it("but what neural voices have is fine", () => {
    const text =
      '<speak><amazon:effect name="drc"><prosody rate="slow" volume="loud">a</prosody></amazon:effect></speak>';
    expect(problems(text, "neural")).toEqual([]);
    expect(problems('<speak><amazon:domain name="news">a</amazon:domain></speak>', "neural")).toEqual([]);
  });
});

describe("a text", () => {
  it("has at most 1,000 characters, tags included (3.4)", () => {
    const text = `<speak>${"a".repeat(985)}</speak>`;
    expect(problems(text)).toEqual([]);
    expect(problems(`${text} `).join()).toContain("has 1001 characters, and Text is limited to 1000");
    expect(problemsOfSpeech({ text: "a".repeat(1001), ssml: false })).toHaveLength(1);
  });

  it("that is not SSML is not read as such", () => {
    expect(problemsOfSpeech({ text: "R & D <here>", ssml: false })).toEqual([]);
    expect(problemsOfSpeech({ text: "  ", ssml: false })[0]?.text).toBe("the text is empty");
  });

  it("becomes a tree with the places of its elements", () => {
    const checked = checkSsml('<speak>a<break time="1s"/></speak>');
    expect(checked).toEqual({
      root: {
        name: "speak",
        attributes: {},
        at: 0,
        children: ["a", { name: "break", attributes: { time: "1s" }, at: 8, children: [] }],
      },
    });
  });
});

describe("the words of a sound", () => {
  it.each([
    ["<speak>Your code is <say-as interpret-as='digits'>12 34</say-as>.</speak>", "Your code is 1 2 3 4."],
    ["<speak>Say<break/>it, <sub alias='now'>n.</sub></speak>", "Say it, now"],
    ["<speak><p>One.</p><p>Two.</p></speak>", "One. Two."],
    ["<speak><say-as interpret-as='ordinal'>22</say-as></speak>", "22nd"],
    ["<speak><say-as interpret-as='cardinal'>12,345</say-as></speak>", "12345"],
    ["<speak><say-as interpret-as='date' format='mdy'>12-31-1900</say-as></speak>", "December 31, 1900"],
    ["<speak><say-as interpret-as='date'>????0922</say-as></speak>", "September 22"],
    ["<speak><say-as interpret-as='date' format='dmy'>31-2-2026</say-as></speak>", "2026"],
    ["<speak><say-as interpret-as='time'>1'21\"</say-as></speak>", "1 minute 21 seconds"],
    ["<speak><say-as interpret-as='fraction'>3+1/2</say-as></speak>", "3 and 1 half"],
    ["<speak><say-as interpret-as='unit'>5inch</say-as></speak>", "5 inch"],
    ["<speak><say-as interpret-as='spell-out'>ab c</say-as></speak>", "a b c"],
    ["<speak>broken <b>tags", "broken tags"],
  ])("%s", (text, words) => {
    expect(plainText({ text, ssml: true })).toBe(words);
  });

  it("are said in the voice's language", () => {
    const text = "<speak><say-as interpret-as='date' format='dmy'>12.3.2026</say-as></speak>";
    expect(plainText({ text, ssml: true, voiceId: "Vicki" })).toBe("12. März 2026");
    const welsh = "<speak xml:lang='en-GB-WLS'><say-as interpret-as='time'>2'</say-as></speak>";
    expect(plainText({ text: welsh, ssml: true })).toBe("2 minutes");
  });
});

describe("the length of a sound", () => {
  it("is 60 ms a character", () => {
    expect(speechLengthMs({ text: "Hello", ssml: false })).toBe(300);
    expect(speechLengthMs({ text: "<speak>Hello</speak>", ssml: true })).toBe(300);
  });

  it("counts the pauses of SSML", () => {
    const text = '<speak>Hello<break time="1.5s"/><break strength="strong"/></speak>';
    expect(speechLengthMs({ text, ssml: true })).toBe(300 + 1500 + 500);
  });

  it("counts how fast SSML has it said", () => {
    expect(speechLengthMs({ text: '<speak><prosody rate="50%">Hello</prosody></speak>', ssml: true })).toBe(
      600,
    );
  });
});
