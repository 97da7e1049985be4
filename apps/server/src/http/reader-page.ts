/** A page to read the API by: our own few lines over the OpenAPI document, so that nothing is fetched from elsewhere. */
export const READER_PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Midstream API</title><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/api/reader.css"></head>
<body><main><h1>Midstream API</h1><p><a href="/api/openapi.json">openapi.json</a></p><input id="filter" type="search" placeholder="Filter" aria-label="Filter">
<div id="list"></div></main><script src="/api/reader.js"></script></body></html>`;

export const READER_STYLE = `:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:0}main{max-width:64rem;margin:auto;padding:1rem}
details{border-bottom:1px solid #8884}summary{cursor:pointer;padding:.4rem 0}code{font:13px ui-monospace,monospace}
.method{display:inline-block;width:4.5rem;font-weight:600}.may{opacity:.7;float:right}pre{overflow:auto;max-height:24rem;background:#8881;padding:.5rem}
input{width:100%;padding:.5rem;font:inherit;box-sizing:border-box}`;

export const READER_SCRIPT = `const make=(tag,text,name)=>{const e=document.createElement(tag);if(text)e.textContent=text;if(name)e.className=name;return e};
const list=document.getElementById('list');
fetch('/api/openapi.json').then((r)=>r.json()).then((api)=>{
  const groups=new Map();
  for(const [path,methods] of Object.entries(api.paths))for(const [method,op] of Object.entries(methods)){
    const tag=op.tags[0];if(!groups.has(tag))groups.set(tag,[]);groups.get(tag).push({path,method,op});
  }
  for(const [tag,ops] of groups){
    const section=make('section');section.append(make('h2',tag));
    for(const {path,method,op} of ops){
      const item=make('details');item.dataset.text=(path+' '+op.operationId+' '+op.summary).toLowerCase();
      const head=make('summary');head.append(make('span',method.toUpperCase(),'method'),make('code',path),make('span',op['x-capability'],'may'));
      item.append(head,make('p',op.summary));
      item.addEventListener('toggle',()=>{if(item.open&&!item.dataset.done){item.dataset.done='1';
        for(const [title,part] of [['Parameters',op.parameters],['Body',op.requestBody],['Answers',op.responses]])
          if(part&&(!Array.isArray(part)||part.length))item.append(make('h3',title),make('pre',JSON.stringify(part,null,2)));}});
      section.append(item);
    }
    list.append(section);
  }
});
document.getElementById('filter').addEventListener('input',(event)=>{
  const text=event.target.value.toLowerCase();
  for(const item of document.querySelectorAll('details'))item.hidden=!item.dataset.text.includes(text);
});`;
