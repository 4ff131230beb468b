document.documentElement.dataset.mine = "ran";
