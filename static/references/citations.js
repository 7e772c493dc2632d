/* Citation marks in the editor: units nobody can type into, made and changed in a dialog, visibly wrong where their key
   leads nowhere. The stored mark holds keys and a place; whatever else shows is put beside it and never stored. */
"use strict";
(() => {
  const { ask } = window.guidePicker;
  const { cite, describe } = window.guideCite;
  const SHORTCUT = CKEDITOR.CTRL + CKEDITOR.ALT + 67; // C
  const ASKED_AT_ONCE = 50;
  const PAUSE = 150;

  // What the server said of each key, for all editors of the page; null where it knows none.
  const known = new Map();
  const awaited = new Set();
  let timer = 0;

  function isMark(element) {
    return element.name === "cite" && element.hasClass("ref") && Boolean(element.attributes["data-refs"]);
  }

  function keysOf(widget) {
    return read(widget.element).keys;
  }

  function wordsOf(widget) {
    return keysOf(widget).map((key) => {
      const source = known.get(key);
      return source ? describe(source) : source === null ? `No source has the key ${key}` : key;
    });
  }

  function dress(widget) {
    const isWrong = keysOf(widget).some((key) => known.get(key) === null);
    const isWarned = keysOf(widget).some((key) => known.get(key)?.warning);
    widget.wrapper[isWrong ? "addClass" : "removeClass"]("cite-wrong");
    widget.wrapper[isWarned ? "addClass" : "removeClass"]("cite-warned");
    const { quote } = read(widget.element);
    widget.wrapper.setAttributes({
      title: [...wordsOf(widget), ...(quote ? [`“${quote}”`] : [])].join("\n"),
      role: "img", // CKEditor says "region", of which a page would then have a hundred
      "aria-label": widget.getLabel(),
    });
  }

  function everyMark() {
    return Object.values(CKEDITOR.instances).flatMap((editor) =>
      Object.values(editor.widgets?.instances ?? {}).filter((widget) => widget.name === "refcite"),
    );
  }

  /** What a mark is called is no change of the text: who had nothing to save has nothing to save after it. */
  function dressAll() {
    const clean = Object.values(CKEDITOR.instances).filter((editor) => !editor.checkDirty());
    everyMark().forEach(dress);
    clean.forEach((editor) => editor.resetDirty());
  }

  async function learn(url) {
    const keys = [...awaited];
    awaited.clear();
    for (let at = 0; at < keys.length; at += ASKED_AT_ONCE) {
      const some = keys.slice(at, at + ASKED_AT_ONCE);
      try {
        const answer = await ask(url, { keys: some.join(",") });
        some.forEach((key) => known.set(key, answer.known[key] ?? null));
      } catch {
        return; // without an answer a mark is neither right nor wrong
      }
    }
    dressAll();
  }

  function check(widget, url) {
    const unknown = keysOf(widget).filter((key) => !known.has(key));
    if (unknown.length) {
      unknown.forEach((key) => awaited.add(key));
      clearTimeout(timer);
      timer = setTimeout(learn, PAUSE, url);
    }
    dress(widget);
  }

  function read(element) {
    return {
      keys: element.getAttribute("data-refs").split(","),
      locator: element.getAttribute("data-loc") ?? "",
      quote: element.getAttribute("data-quote") ?? "",
    };
  }

  function write(element, { keys, locator, quote }) {
    const joined = keys.join(",");
    element.addClass("ref");
    element.setAttribute("data-refs", joined);
    for (const [name, value] of [["data-loc", locator], ["data-quote", quote]]) {
      if (value) {
        element.setAttribute(name, value);
      } else {
        element.removeAttribute(name);
      }
    }
    element.setText(`[ref:${joined}]`);
  }

  function putBehind(editor, node) {
    const range = editor.createRange();
    range.setStartAfter(node);
    range.collapse(true);
    editor.getSelection().selectRanges([range]);
  }

  function insert(editor, mark) {
    const element = editor.document.createElement("cite");
    write(element, mark);
    const wrapper = editor.widgets.wrapElement(element, "refcite");
    const fragment = new CKEDITOR.dom.documentFragment(editor.document);
    fragment.append(wrapper);
    editor.widgets.initOn(element, "refcite");
    editor.widgets.finalizeCreation(fragment);
    putBehind(editor, wrapper);
  }

  function change(editor, widget, mark) {
    if (mark) {
      write(widget.element, mark);
      check(widget, editor.config.sourcesUrl);
      // As after a new one: a mark that is selected takes no typing.
      putBehind(editor, widget.wrapper);
    } else {
      putBehind(editor, widget.wrapper);
      editor.widgets.del(widget);
    }
  }

  // Never over a selection: what was marked in the text would be gone. As steps through the text, because CKEditor
  // splits and joins its nodes when the focus leaves.
  function placeOf(editor) {
    let range = editor.getSelection()?.getRanges()[0];
    if (!range) {
      range = editor.createRange();
      range.moveToElementEditEnd(editor.editable());
    }
    range.collapse(false);
    const mark = markAround(range.startContainer);
    if (mark) {
      range.setStartAfter(mark);
      range.collapse(true);
    }
    return range.createBookmark2(true);
  }

  function markAround(node) {
    return node.getAscendant((one) => one.type === CKEDITOR.NODE_ELEMENT && one.hasClass("cke_widget_refcite"), true);
  }

  // A click beside a mark at the end of a paragraph leaves the caret inside the mark, where no key does anything.
  function leaveMark(editor, event) {
    const native = editor.document.$.defaultView.getSelection();
    const mark = native.isCollapsed && native.anchorNode && markAround(new CKEDITOR.dom.node(native.anchorNode));
    if (mark && !mark.contains(event.data.getTarget()) && !mark.equals(event.data.getTarget())) {
      putBehind(editor, mark);
    }
  }

  function goTo(editor, place) {
    const range = editor.createRange();
    range.moveToBookmark(place);
    editor.getSelection().selectRanges([range]);
  }

  function open(editor, widget) {
    const place = widget ? null : placeOf(editor);
    function comeBack() {
      editor.focus();
      if (widget && editor.widgets.instances[widget.id]) {
        widget.focus();
      } else if (place) {
        goTo(editor, place);
      }
    }
    let isDone = false;
    cite({
      url: editor.config.sourcesUrl,
      known,
      isNew: !widget,
      start: widget ? read(widget.element) : { keys: [], locator: "", quote: "" },
      onDone(mark) {
        isDone = true;
        comeBack();
        editor.fire("saveSnapshot");
        if (widget) {
          change(editor, widget, mark);
        } else {
          insert(editor, mark);
        }
        editor.fire("saveSnapshot");
      },
      onLeft() {
        if (!isDone) {
          comeBack();
        }
      },
    });
  }

  function focusedMark(editor) {
    const widget = editor.widgets.focused;
    return widget?.name === "refcite" ? widget : null;
  }

  CKEDITOR.plugins.add("refcite", {
    requires: "widget",
    init(editor) {
      editor.widgets.add("refcite", {
        inline: true,
        draggable: false,
        upcast: isMark,
        downcast: (element) => element,
        getLabel() {
          return `Citation: ${wordsOf(this).join("; ")}`;
        },
        init() {
          this.on("ready", () => dress(this)); // after CKEditor has said its own
          check(this, editor.config.sourcesUrl);
        },
        edit(event) {
          event.cancel(); // the widget's own way would open a dialog of CKEditor's
          open(editor, this);
        },
      });
      // A mark that is selected would be replaced by a new one; so the dialog opens on it, to add to it.
      editor.addCommand("cite", { exec: () => open(editor, focusedMark(editor)), async: true, editorFocus: false });
      editor.ui.addButton("Cite", { label: "Cite", title: "Cite a source (Ctrl+Alt+C)", command: "cite" });
      editor.on("contentDom", () => {
        const area = editor.editable();
        area.attachListener(area, "click", (event) => leaveMark(editor, event));
      });
      editor.on("key", (event) => {
        // AltGr is Ctrl+Alt on Windows, and types a letter on some keyboards.
        if (event.data.keyCode === SHORTCUT && !event.data.domEvent.$.getModifierState("AltGraph")) {
          event.cancel();
          editor.execCommand("cite");
        }
      });
    },
  });
})();
