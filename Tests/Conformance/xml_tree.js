// Reads the XML of answers into the two shapes that modules of Node give their clients.
'use strict';

const named = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const decoded = (text) => text.replace(/&(\w+);/g, (_, name) => named[name]);

// The root element: {name, attributes, children, text}.
function tree(text) {
  const root = { children: [] };
  const open = [root];
  for (const [, close, name, attributes, isEmpty, data] of
    text.replace(/^\s*<\?xml[^>]*\?>/, '').matchAll(/<(\/?)([\w]+)([^>]*?)(\/?)>|([^<]+)/g)) {
    const parent = open[open.length - 1];
    if (data !== undefined) {
      parent.text = (parent.text ?? '') + decoded(data);
      continue;
    }
    if (close) {
      if (open.pop().name !== name) throw new Error(`elements do not fit: ${text}`);
      continue;
    }
    const element = { name, attributes: {}, children: [] };
    for (const [, key, value] of attributes.matchAll(/(\w+)="([^"]*)"/g)) element.attributes[key] = decoded(value);
    parent.children.push(element);
    if (!isEmpty) open.push(element);
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error(`no document: ${text}`);
  return root.children[0];
}

// Children are lists; attributes are in `$`, text beside them in `_`; an element with text alone is the text.
function lists(element) {
  const text = (element.text ?? '').trim();
  const hasAttributes = Object.keys(element.attributes).length > 0;
  if (!hasAttributes && element.children.length === 0) return text;
  const result = hasAttributes ? { $: element.attributes } : {};
  if (text) result._ = text;
  for (const child of element.children) (result[child.name] ??= []).push(lists(child));
  return result;
}

// Children are objects; attributes are in `_attributes`, text in `_text`.
function objects(element) {
  const text = (element.text ?? '').trim();
  const result = Object.keys(element.attributes).length > 0 ? { _attributes: element.attributes } : {};
  if (text) result._text = text;
  for (const child of element.children) {
    const value = objects(child);
    const former = result[child.name];
    result[child.name] = former === undefined ? value : [].concat(former, value);
  }
  return result;
}

module.exports = {
  lists: (text) => { const root = tree(text); return { [root.name]: lists(root) }; },
  objects: (text) => { const root = tree(text); return { [root.name]: objects(root) }; },
};
