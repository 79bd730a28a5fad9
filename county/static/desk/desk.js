(()=>{for(let e of document.querySelectorAll("[data-sends]"))e.addEventListener("change",()=>e.form.requestSubmit());})();
