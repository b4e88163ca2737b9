<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Actions</name>
    <message>
        <source>Reset</source>
        <translation>回到开头</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Epoch back</source>
        <translation>上一轮</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>下一轮</translation>
    </message>
    <message>
        <source>Iteration</source>
        <translation>一次迭代</translation>
    </message>
    <message>
        <source>Iteration back</source>
        <translation>后退一次迭代</translation>
    </message>
    <message>
        <source>To end</source>
        <translation>跳到结尾</translation>
    </message>
    <message>
        <source>Conceal what comes</source>
        <translation>隐藏之后的内容</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>加快</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>放慢</translation>
    </message>
    <message>
        <source>Next page of the lesson</source>
        <translation>专题的下一页</translation>
    </message>
    <message>
        <source>Page before of the lesson</source>
        <translation>专题的上一页</translation>
    </message>
    <message>
        <source>Restart this page</source>
        <translation>重新开始这一页</translation>
    </message>
    <message>
        <source>Make a lesson…</source>
        <translation>制作专题…</translation>
    </message>
    <message>
        <source>Change this lesson…</source>
        <translation>修改这个专题…</translation>
    </message>
    <message>
        <source>Hand-out…</source>
        <translation>讲义…</translation>
    </message>
    <message>
        <source>Hand-out with answers…</source>
        <translation>带答案的讲义…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Add a run</source>
        <translation>添加运行组</translation>
    </message>
    <message>
        <source>Name the run…</source>
        <translation>为运行组命名…</translation>
    </message>
    <message>
        <source>Hide the run, or show it</source>
        <translation>隐藏或显示此运行组</translation>
    </message>
    <message>
        <source>Show this run only, or all</source>
        <translation>只显示此运行组，或显示全部</translation>
    </message>
    <message>
        <source>Duplicate the run</source>
        <translation>复制运行组</translation>
    </message>
    <message>
        <source>Remove the run</source>
        <translation>删除运行组</translation>
    </message>
    <message>
        <source>Keep the future given up as a run</source>
        <translation>把原来的走向保留为运行组</translation>
    </message>
    <message>
        <source>Select the run above</source>
        <translation>选中上一个运行组</translation>
    </message>
    <message>
        <source>Select the run below</source>
        <translation>选中下一个运行组</translation>
    </message>
    <message>
        <source>Type a learning rate</source>
        <translation>输入学习率</translation>
    </message>
    <message>
        <source>Change η here, at the playhead</source>
        <translation>在当前位置修改 η</translation>
    </message>
    <message>
        <source>Reset zoom of all plots</source>
        <translation>还原所有图的缩放</translation>
    </message>
    <message>
        <source>Widen the view of a run that leaves</source>
        <translation>运行组离开时放宽视野</translation>
    </message>
    <message>
        <source>New experiment</source>
        <translation>新建实验</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Notes…</source>
        <translation>备注…</translation>
    </message>
    <message>
        <source>Fold the controls, or unfold them</source>
        <translation>收起或展开参数栏</translation>
    </message>
    <message>
        <source>One scale on both axes</source>
        <translation>两轴同一比例</translation>
    </message>
    <message>
        <source>Line patterns and symbols</source>
        <translation>用线型和符号区分</translation>
    </message>
    <message>
        <source>Averaged weights of the selected run</source>
        <translation>选中运行组的平均权重</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>恢复默认布局</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>To the menus</source>
        <translation>转到菜单栏</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>放映</translation>
    </message>
    <message>
        <source>Export figure…</source>
        <translation>导出图片…</translation>
    </message>
    <message>
        <source>Export animation…</source>
        <translation>导出动画…</translation>
    </message>
    <message>
        <source>Export table…</source>
        <translation>导出表格…</translation>
    </message>
    <message>
        <source>Import data…</source>
        <translation>导入数据…</translation>
    </message>
    <message>
        <source>Paste data…</source>
        <translation>粘贴数据…</translation>
    </message>
    <message>
        <source>Export data…</source>
        <translation>导出数据…</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>与打印结果对比…</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Run as code…</source>
        <translation>导出为代码…</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Report a problem…</source>
        <translation>报告问题…</translation>
    </message>
    <message>
        <source>About lrgui</source>
        <translation>关于 lrgui</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>AnimationDialog</name>
    <message>
        <source>Export animation</source>
        <translation>导出动画</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Frame in the preview</source>
        <translation>预览中的帧</translation>
    </message>
    <message>
        <source>Written so far</source>
        <translation>已写入</translation>
    </message>
    <message>
        <source>frame {0} of {1} · update {2}</source>
        <translation>第 {0} 帧，共 {1} 帧 · 更新 {2}</translation>
    </message>
    <message>
        <source>{0} {0:frame|frames} · {1} s</source>
        <translation>{0} 帧 · {1} 秒</translation>
    </message>
    <message>
        <source>evenly spaced</source>
        <translation>等距取帧</translation>
    </message>
    <message>
        <source>logarithmically spaced</source>
        <translation>按对数取帧</translation>
    </message>
    <message>
        <source>about {0}</source>
        <translation>约 {0}</translation>
    </message>
    <message>
        <source>Wrote {0} {0:frame|frames} in {1}; {2} holds the line for LaTeX</source>
        <translation>已在 {1} 写入 {0} 帧；LaTeX 所需的那一行在 {2} 中</translation>
    </message>
    <message>
        <source>Cancelled; no file was written.</source>
        <translation>已取消，没有写入任何文件。</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>A click or the digit is a vote; Shift and a click take one back.</source>
        <translation>点击或按数字键投一票；按住 Shift 点击收回一票。</translation>
    </message>
    <message>
        <source>{0}, {1} {1:vote|votes}</source>
        <translation>{0}，{1} 票</translation>
    </message>
    <message>
        <source>right: {0}</source>
        <translation>正确：{0}</translation>
    </message>
    <message>
        <source>✓ Reached.</source>
        <translation>✓ 达到了。</translation>
    </message>
    <message>
        <source>Change the experiment until it is reached.</source>
        <translation>修改试验，直到达到目标。</translation>
    </message>
    <message>
        <source>◂ Work it out, and type the number.</source>
        <translation>◂ 算一算，输入这个数。</translation>
    </message>
    <message>
        <source>predicted: dashed</source>
        <translation>预测：虚线</translation>
    </message>
    <message>
        <source>happened: {0}</source>
        <translation>实际：{0}</translation>
    </message>
    <message>
        <source>predicted: {0}   ·   happened: {1}</source>
        <translation>预测：{0}   ·   实际：{1}</translation>
    </message>
    <message>
        <source>it is {0}</source>
        <translation>正确答案是 {0}</translation>
    </message>
    <message>
        <source>✗ {0}: it is {1}</source>
        <translation>✗ {0}：正确答案是 {1}</translation>
    </message>
    <message>
        <source>✓ {0} is right</source>
        <translation>✓ {0} 正确</translation>
    </message>
    <message>
        <source>✓ {0} is right: it is {1}</source>
        <translation>✓ {0} 正确：准确值是 {1}</translation>
    </message>
    <message>
        <source>▸ Click on the curve.</source>
        <translation>▸ 在曲线上点击。</translation>
    </message>
    <message>
        <source>The number that is asked for</source>
        <translation>所问的数</translation>
    </message>
    <message>
        <source>▸ Click on the ruler under the learning rate.</source>
        <translation>▸ 在学习率下方的标尺上点击。</translation>
    </message>
    <message>
        <source>▸ Draw the curve with the mouse.</source>
        <translation>▸ 用鼠标画出曲线。</translation>
    </message>
    <message>
        <source>predicted: {0}</source>
        <translation>预测：{0}</translation>
    </message>
</context>
<context>
    <name>Arrows</name>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>mean gradient</source>
        <translation>平均梯度</translation>
    </message>
    <message>
        <source>velocity</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>step</source>
        <translation>实际一步</translation>
    </message>
</context>
<context>
    <name>Averaged</name>
    <message>
        <source>averaged, d = {0}</source>
        <translation>平均，d = {0}</translation>
    </message>
    <message>
        <source>averaged</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>averaged weights: loss {0}, weights {1}</source>
        <translation>平均权重：损失 {0}，权重 {1}</translation>
    </message>
    <message>
        <source>averaged: {0}</source>
        <translation>平均：{0}</translation>
    </message>
</context>
<context>
    <name>AveragingBox</name>
    <message>
        <source>{0} after every update, from the first trained weights on, as Keras (use_ema) and PyTorch (AveragedModel) do it: drawn dashed beside the selected run. Training knows nothing of them. Polyak and Juditsky 1992; Izmailov et al. 2018.</source>
        <translation>每次更新后 {0}，从第一次更新后的权重开始，与 Keras（use_ema）和 PyTorch（AveragedModel）相同：以虚线画在选中运行组旁边。训练本身不受影响。Polyak 与 Juditsky 1992；Izmailov 等 2018。</translation>
    </message>
    <message>
        <source>averaged weights</source>
        <translation>平均权重</translation>
    </message>
    <message>
        <source>d = {0}</source>
        <translation>d = {0}</translation>
    </message>
    <message>
        <source>About 1/(1 − d) updates are averaged.</source>
        <translation>大约对 1/(1 − d) 次更新取平均。</translation>
    </message>
    <message>
        <source>Averaging d</source>
        <translation>平均系数 d</translation>
    </message>
</context>
<context>
    <name>BlankForm</name>
    <message>
        <source>Quantity</source>
        <translation>量</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Right within ±</source>
        <translation>允许误差 ±</translation>
    </message>
    <message>
        <source>1 % of it</source>
        <translation>其 1 %</translation>
    </message>
    <message>
        <source>pull</source>
        <translation>拉力</translation>
    </message>
</context>
<context>
    <name>BoundaryPanel</name>
    <message>
        <source>2-D classifier</source>
        <translation>二维分类器</translation>
    </message>
    <message>
        <source>draw</source>
        <translation>绘点</translation>
    </message>
    <message>
        <source>A left click adds a point of class 1, a right click one of class 0; undo takes it back.</source>
        <translation>左键添加一个类别 1 的点，右键添加一个类别 0 的点；可以撤销。</translation>
    </message>
    <message>
        <source>anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Begins with two points in an empty plane.</source>
        <translation>在空白平面上从两个点开始。</translation>
    </message>
    <message>
        <source>in the district</source>
        <translation>学区房</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>非学区房</translation>
    </message>
    <message>
        <source>class 1</source>
        <translation>类别 1</translation>
    </message>
    <message>
        <source>class 0</source>
        <translation>类别 0</translation>
    </message>
    <message>
        <source>○ this batch</source>
        <translation>○ 本批样本</translation>
    </message>
    <message>
        <source>accuracy {0}</source>
        <translation>准确率 {0}</translation>
    </message>
    <message>
        <source>sample 2 → {0}</source>
        <translation>样本 2 → {0}</translation>
    </message>
    <message>
        <source>{0} of {1} shown</source>
        <translation>显示 {1} 个中的 {0} 个</translation>
    </message>
    <message>
        <source>trained on standardised features</source>
        <translation>用标准化的特征训练</translation>
    </message>
    <message>
        <source>Training data, probability and the boundary of every run</source>
        <translation>训练数据、概率与各运行组的分界线</translation>
    </message>
</context>
<context>
    <name>BowlPanel</name>
    <message>
        <source>Loss over w and b</source>
        <translation>w 和 b 上的损失</translation>
    </message>
</context>
<context>
    <name>Caption</name>
    <message>
        <source>What is shown</source>
        <translation>显示内容</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Drag for another learning rate; with Shift in fine steps.</source>
        <translation>拖动可改变学习率；按住 Shift 可微调。</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
    <message>
        <source>epoch {0}</source>
        <translation>第 {0} 轮</translation>
    </message>
</context>
<context>
    <name>ChangeHere</name>
    <message>
        <source>From step {0} on: type the new η.</source>
        <translation>从第 {0} 步起：输入新的 η。</translation>
    </message>
</context>
<context>
    <name>CodeDialog</name>
    <message>
        <source>Run {0} (η = {1}) as code</source>
        <translation>运行组 {0}（η = {1}）的代码</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>库</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Needs NumPy. Prints the numbers of this run alone, to the last digit.</source>
        <translation>需要 NumPy。输出与单独运行此运行组完全相同的数值，直到最后一位。</translation>
    </message>
    <message>
        <source>Needs NumPy and PyTorch. Prints the numbers of this run but for rounding errors.</source>
        <translation>需要 NumPy 和 PyTorch。除舍入误差外，输出与此运行组相同的数值。</translation>
    </message>
    <message>
        <source>Needs NumPy, Keras and TensorFlow. Prints the numbers of this run but for rounding.</source>
        <translation>需要 NumPy、Keras 和 TensorFlow。除舍入误差外，输出与此运行组相同的数值。</translation>
    </message>
    <message>
        <source>The script is on the clipboard.</source>
        <translation>脚本已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Save the script</source>
        <translation>保存脚本</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare with a printed table</source>
        <translation>与打印的表格对比</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行组</translation>
    </message>
    <message>
        <source>Paste a printed table here: what a script prints, lines like “After 3 steps: w is …”, a log of Keras, or a table with a heading.</source>
        <translation>在此粘贴打印的表格：脚本的输出、形如“After 3 steps: w is …”的行、Keras 的日志，或带表头的表格。</translation>
    </message>
    <message>
        <source>Printed table</source>
        <translation>打印的表格</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>对比结果</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>That is too much at once: at most {0} {0:character|characters} in {1} {1:line|lines} can be compared.</source>
        <translation>内容过多：一次最多对比 {0} 个字符、{1} 行。</translation>
    </message>
    <message>
        <source>No number of a step of this run was found. Understood are lines like “After 3 steps: w is …”, tables with a heading, and columns of numbers that begin with the step.</source>
        <translation>没有找到属于此运行组各步的数。可理解的有：形如“After 3 steps: w is …”的行、带表头的表格，以及以步数开头的数列。</translation>
    </message>
    <message>
        <source>Nothing was compared.</source>
        <translation>没有进行比较。</translation>
    </message>
    <message>
        <source>{0} {0:number|numbers} in {1} {1:line|lines} compared in {2}: all digits agree.</source>
        <translation>已按 {2} 对比 {1} 行中的 {0} 个数：各位数字完全一致。</translation>
    </message>
    <message>
        <source>{0} of {1} {1:number|numbers} {0:differs|differ}, compared in {2}; the first is of step {3}.</source>
        <translation>按 {2} 对比，{1} 个数中有 {0} 个不同，最早出现在第 {3} 步。</translation>
    </message>
    <message>
        <source>The printed steps count from one lower than here.</source>
        <translation>打印的步数比这里少 1。</translation>
    </message>
    <message>
        <source>The printed steps count from one higher than here.</source>
        <translation>打印的步数比这里多 1。</translation>
    </message>
    <message>
        <source>Lines with numbers that were not understood: {0}.</source>
        <translation>含有数字但未能理解的行：{0}。</translation>
    </message>
    <message>
        <source>Only the first {0} {0:line|lines} that {0:differs is|differ are} marked.</source>
        <translation>只标出前 {0} 个不同的行。</translation>
    </message>
    <message>
        <source>Each number with the run whose learning rate the text names; runs: {0}.</source>
        <translation>每个数与文中所写学习率对应的运行比较；运行：{0}。</translation>
    </message>
    <message>
        <source>No run has the learning rate: {0}.</source>
        <translation>没有运行使用此学习率：{0}。</translation>
    </message>
    <message>
        <source>w, b and samples: of the best checkpoint.</source>
        <translation>w、b 和样本：取自最佳检查点。</translation>
    </message>
    <message>
        <source>w, b and samples: of the last checkpoint.</source>
        <translation>w、b 和样本：取自最后的检查点。</translation>
    </message>
    <message>
        <source>Training loss and accuracy: the mean over the epoch, as Keras shows them.</source>
        <translation>训练损失和准确率：整轮的平均值，与 Keras 的显示相同。</translation>
    </message>
    <message>
        <source>Training loss and accuracy: at the end of the epoch.</source>
        <translation>训练损失和准确率：该轮结束时的值。</translation>
    </message>
    <message>
        <source>Numbers of steps that the run does not have: {0}.</source>
        <translation>属于该运行没有的步的数：{0}。</translation>
    </message>
</context>
<context>
    <name>CopyMenu</name>
    <message>
        <source>Copy table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Export table…</source>
        <translation>导出表格…</translation>
    </message>
</context>
<context>
    <name>Curves</name>
    <message>
        <source>step</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>迭代</translation>
    </message>
    <message>
        <source>samples seen</source>
        <translation>已见样本数</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
    <message>
        <source>iteration {0}</source>
        <translation>迭代 {0}</translation>
    </message>
    <message>
        <source>{0} {0:sample|samples} seen</source>
        <translation>已见 {0} 个样本</translation>
    </message>
    <message>
        <source>epoch {0}</source>
        <translation>第 {0} 轮</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>The classifier&apos;s training and validation loss, ten times in each of the first epochs.</source>
        <translation>分类器的训练损失与验证损失；最初几轮每轮计算十次。</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>The share of right answers in training and validation data.</source>
        <translation>训练集和验证集上预测正确的比例。</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>{0} loss</source>
        <translation>{0}损失</translation>
    </message>
    <message>
        <source>{0}: the loss after every update.</source>
        <translation>{0}：每次更新后的损失。</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>分解</translation>
    </message>
    <message>
        <source>The loss above that of the best line, split by the directions of the bowl: steep (solid), flat (dashed).</source>
        <translation>高出最佳直线的损失，按碗的方向分解：陡（实线）、平（虚线）。</translation>
    </message>
    <message>
        <source>½λe² (flat: dashed)</source>
        <translation>½λe²（平：虚线）</translation>
    </message>
    <message>
        <source>η</source>
        <translation>η</translation>
    </message>
    <message>
        <source>The learning rate that every update is made with. Their sum Σ η is how far gradients of length 1 can carry a run: where it stays finite, a run may stop short of the minimum.</source>
        <translation>每次更新所用的学习率。它们的和 Σ η 表示长度为 1 的梯度最多能把一次训练带多远：如果这个和有限，训练可能在到达极小值之前就停下来。</translation>
    </message>
    <message>
        <source>learning rate η</source>
        <translation>学习率 η</translation>
    </message>
    <message>
        <source>Σ η = {0} so far · without bound</source>
        <translation>到目前为止 Σ η = {0} · 无上界</translation>
    </message>
    <message>
        <source>Σ η = {0} so far · the loss decides how it goes on</source>
        <translation>到目前为止 Σ η = {0} · 之后如何由损失决定</translation>
    </message>
    <message>
        <source>Σ η = {0} so far · at most {1}, even beyond its end</source>
        <translation>到目前为止 Σ η = {0} · 即使在结束后继续也不超过 {1}</translation>
    </message>
</context>
<context>
    <name>CurvesPanel</name>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>A logarithmic axis for the losses.</source>
        <translation>损失用对数坐标轴。</translation>
    </message>
    <message>
        <source>iterations</source>
        <translation>按迭代</translation>
    </message>
    <message>
        <source>Count iterations instead of epochs along the axis.</source>
        <translation>横轴按迭代计数，而不按轮。</translation>
    </message>
    <message>
        <source>show future</source>
        <translation>显示后续</translation>
    </message>
    <message>
        <source>Show the curves beyond the playhead too, paler.</source>
        <translation>当前位置之后的曲线也显示，颜色较浅。</translation>
    </message>
    <message>
        <source>— training   - - validation</source>
        <translation>— 训练集   - - 验证集</translation>
    </message>
    <message>
        <source>-·- averaged weights</source>
        <translation>-·- 平均权重</translation>
    </message>
    <message>
        <source>+{0} {0:chart|charts}</source>
        <translation>另有 {0} 幅图</translation>
    </message>
</context>
<context>
    <name>CutPanel</name>
    <message>
        <source>along the next step: 0 is here, 1 is where it leads</source>
        <translation>沿下一步：0 为当前位置，1 为下一步到达之处</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>The loss along the line of the next step</source>
        <translation>下一步所在直线上的损失</translation>
    </message>
    <message>
        <source>Cut along the step</source>
        <translation>沿下一步的截面</translation>
    </message>
    <message>
        <source>loss {0} → {1}</source>
        <translation>损失 {0} → {1}</translation>
    </message>
</context>
<context>
    <name>DataDialog</name>
    <message>
        <source>Data for the classifier: {0}</source>
        <translation>分类器的数据：{0}</translation>
    </message>
    <message>
        <source>the first row has the names</source>
        <translation>第一行是列名</translation>
    </message>
    <message>
        <source>The first rows</source>
        <translation>前若干行</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Decimal mark</source>
        <translation>小数点符号</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>bar</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>blanks</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>point: 1.5</source>
        <translation>点：1.5</translation>
    </message>
    <message>
        <source>comma: 1,5</source>
        <translation>逗号：1,5</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>DescentPanel</name>
    <message>
        <source>1-D descent</source>
        <translation>一维梯度下降</translation>
    </message>
    <message>
        <source>{0} × {1} each step</source>
        <translation>{0} 每步 × {1}</translation>
    </message>
    <message>
        <source>{0} × {1} in this step</source>
        <translation>{0} 这一步 × {1}</translation>
    </message>
    <message>
        <source>step {0} · w = {1} · loss = {2} · slope = {3}</source>
        <translation>第 {0} 步 · w = {1} · 损失 = {2} · 斜率 = {3}</translation>
    </message>
    <message>
        <source>The descent has finished: step {0} was the last.</source>
        <translation>梯度下降已完成：共 {0} 步。</translation>
    </message>
    <message>
        <source>The next update is concealed.</source>
        <translation>下一次更新暂时隐藏。</translation>
    </message>
    <message>
        <source>The next update is being computed.</source>
        <translation>正在计算下一次更新。</translation>
    </message>
    <message>
        <source>loss = {0}</source>
        <translation>损失 = {0}</translation>
    </message>
    <message>
        <source>The curve of the loss and the path of every run</source>
        <translation>损失曲线与各运行组的路径</translation>
    </message>
</context>
<context>
    <name>Drops</name>
    <message>
        <source>Drop to open</source>
        <translation>松开即可打开</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>must be a number</source>
        <translation>必须是数</translation>
    </message>
    <message>
        <source>must be a whole number</source>
        <translation>必须是整数</translation>
    </message>
    <message>
        <source>must be true or false</source>
        <translation>只能为真或假</translation>
    </message>
    <message>
        <source>must be a finite number</source>
        <translation>必须是有限的数</translation>
    </message>
    <message>
        <source>must be greater than 0</source>
        <translation>必须大于 0</translation>
    </message>
    <message>
        <source>must be between {low} and {high}</source>
        <translation>必须在 {low} 与 {high} 之间</translation>
    </message>
    <message>
        <source>must be greater than 0 and at most {high}</source>
        <translation>必须大于 0 且不超过 {high}</translation>
    </message>
    <message>
        <source>must be at least 0 and less than {high}</source>
        <translation>必须不小于 0 且小于 {high}</translation>
    </message>
    <message>
        <source>must be less than {high}</source>
        <translation>必须小于 {high}</translation>
    </message>
    <message>
        <source>must be at most {high} {high:number|numbers}, each greater than the last</source>
        <translation>必须是最多 {high} 个依次增大的数</translation>
    </message>
    <message>
        <source>must be one of {choices}</source>
        <translation>必须是下列之一：{choices}</translation>
    </message>
    <message>
        <source>must not be larger than the {high} training {high:sample|samples}</source>
        <translation>不能超过训练样本数 {high}</translation>
    </message>
    <message>
        <source>must not be longer than the {high} {high:epoch|epochs} of the run</source>
        <translation>不能超过训练的 {high} 轮</translation>
    </message>
    <message>
        <source>must be pairs of an epoch and a share of η, such as 0:1, 20:0.1</source>
        <translation>必须是轮次与 η 份额的成对数字，例如 0:1, 20:0.1</translation>
    </message>
    <message>
        <source>must be at least one point, and no more than {high}</source>
        <translation>至少要有一个点，且不超过 {high} 个</translation>
    </message>
    <message>
        <source>must be points of which each is later than the last</source>
        <translation>各点的轮次必须依次增大</translation>
    </message>
    <message>
        <source>must be less than 1 where it is to reduce the learning rate on a plateau</source>
        <translation>用于在平台期降低学习率时必须小于 1</translation>
    </message>
    <message>
        <source>needs a parabola, a bowl or a line through points, whose lowest place along a line is known</source>
        <translation>需要抛物线、碗形曲面或过点的直线：只有它们沿一条直线的最低点是已知的</translation>
    </message>
    <message>
        <source>looks at the loss, as no optimizer of Keras does: it is written for NumPy and PyTorch only</source>
        <translation>需要查看损失，而 Keras 的优化器都不这样做：只有 NumPy 和 PyTorch 脚本</translation>
    </message>
    <message>
        <source>would make a picture of {width} × {height} pixels; at most {high} million are allowed</source>
        <translation>会生成 {width} × {height} 像素的图片；最多允许 {high} 百万像素</translation>
    </message>
    <message>
        <source>would make {frames} {frames:frame|frames}; at most {high} {high:is|are} allowed</source>
        <translation>会生成 {frames} 帧；最多允许 {high} 帧</translation>
    </message>
    <message>
        <source>would make a history of {megabytes} MB; at most {high} MB are allowed</source>
        <translation>记录将占用 {megabytes} MB，最多允许 {high} MB</translation>
    </message>
    <message>
        <source>would make {updates} {updates:update|updates}; at most {high} {high:is|are} allowed</source>
        <translation>将产生 {updates} 次更新，最多允许 {high} 次</translation>
    </message>
    <message>
        <source>cannot be represented in float32, whose positive numbers lie between {low} and {high}</source>
        <translation>无法用 float32 表示，其正数在 {low} 与 {high} 之间</translation>
    </message>
    <message>
        <source>must be a colour written #RRGGBB</source>
        <translation>必须是写成 #RRGGBB 的颜色</translation>
    </message>
    <message>
        <source>is not a known field; known are {choices}</source>
        <translation>不是已知的字段，已知的有 {choices}</translation>
    </message>
    <message>
        <source>would change no update: the run ends here; go back, or choose changes from the start</source>
        <translation>不会改变任何更新：训练到此已结束；请先后退，或选择“从头开始”</translation>
    </message>
    <message>
        <source>must be {expected}</source>
        <translation>必须是 {expected}</translation>
    </message>
    <message>
        <source>needs the program ffmpeg: install it, or run: pip install &quot;lrgui[video]&quot;</source>
        <translation>需要 ffmpeg 程序：请安装它，或运行 pip install &quot;lrgui[video]&quot;</translation>
    </message>
    <message>
        <source>needs an ffmpeg that can encode it, and this one cannot: run pip install &quot;lrgui[video]&quot;</source>
        <translation>需要能编码这种文件的 ffmpeg，而现有的不能：请运行 pip install &quot;lrgui[video]&quot;</translation>
    </message>
    <message>
        <source>the program ffmpeg could not write it: {problem}</source>
        <translation>ffmpeg 程序无法写入：{problem}</translation>
    </message>
    <message>
        <source>there must be at most {high}</source>
        <translation>最多只能有 {high} 个</translation>
    </message>
    <message>
        <source>must be a text of at most {high} {high:character|characters}</source>
        <translation>必须是不超过 {high} 个字符的文本</translation>
    </message>
    <message>
        <source>must be two ranges, of x and of y, each from a lower to a higher finite number</source>
        <translation>必须是 x 和 y 两个范围，各由一小一大两个有限数给出</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件是空的</translation>
    </message>
    <message>
        <source>the file is neither text in UTF-8 nor a figure, so it holds no experiment</source>
        <translation>文件不是 UTF-8 文本，也不是图，不含实验</translation>
    </message>
    <message>
        <source>the file is larger than {high} MB, which no experiment is</source>
        <translation>文件大于 {high} MB，不可能是实验</translation>
    </message>
    <message>
        <source>the file is not valid JSON: {problem} (line {line}, column {column})</source>
        <translation>文件不是有效的 JSON：{problem}（第 {line} 行第 {column} 列）</translation>
    </message>
    <message>
        <source>the file is nested too deeply for an experiment</source>
        <translation>文件的层次太深，不可能是实验</translation>
    </message>
    <message>
        <source>the field {name} is given twice in the same place</source>
        <translation>同一处给出了两次 {name}</translation>
    </message>
    <message>
        <source>the file is valid JSON, but not an experiment of lrgui</source>
        <translation>文件是有效的 JSON，但不是 lrgui 的实验</translation>
    </message>
    <message>
        <source>the file is not an experiment of lrgui: its format is {format}, not {expected}</source>
        <translation>文件不是 lrgui 的实验：格式是 {format}，而不是 {expected}</translation>
    </message>
    <message>
        <source>the file was written by a newer lrgui (version {version}; this one reads up to {high})</source>
        <translation>文件由更新的 lrgui 写成（版本 {version}，这里最多读到 {high}）</translation>
    </message>
    <message>
        <source>the file holds no experiment: the field {name} is missing</source>
        <translation>文件不含实验：没有 {name}</translation>
    </message>
    <message>
        <source>this figure carries no experiment; only figures exported by lrgui do</source>
        <translation>这幅图不含实验，只有 lrgui 导出的图才有</translation>
    </message>
    <message>
        <source>the experiment that this figure carries is damaged</source>
        <translation>这幅图所含的实验已损坏</translation>
    </message>
    <message>
        <source>{0} = {1}: {2}</source>
        <translation>{0} = {1}：{2}</translation>
    </message>
    <message>
        <source>leaves no room for the plots on a page of {width} × {height} mm</source>
        <translation>会使 {width} × {height} mm 的页面上没有绘图的空间</translation>
    </message>
    <message>
        <source>the file is valid JSON, but not a lesson of lrgui</source>
        <translation>文件是有效的 JSON，但不是 lrgui 的专题</translation>
    </message>
    <message>
        <source>the lesson was written by a newer lrgui (version {version}; this one reads up to {high})</source>
        <translation>这个专题是用更新的 lrgui 写的（版本 {version}；这里最多能读到 {high}）</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>must have a sentence, and at most {high} of them</source>
        <translation>必须是一到 {high} 句话</translation>
    </message>
    <message>
        <source>must be a text in each language of the title: {choices}</source>
        <translation>必须用标题的每种语言各写一段文字：{choices}</translation>
    </message>
    <message>
        <source>must be texts by language, in one or several of {choices}</source>
        <translation>必须是按语言分的文字，用其中一种或几种：{choices}</translation>
    </message>
    <message>
        <source>must be a list of {low} to {high}</source>
        <translation>必须是 {low} 到 {high} 项的列表</translation>
    </message>
    <message>
        <source>needs an experiment with the 1-D descent</source>
        <translation>需要有一维下降的试验</translation>
    </message>
    <message>
        <source>is nothing that this experiment has; it has {choices}</source>
        <translation>是这个试验没有的；它有 {choices}</translation>
    </message>
    <message>
        <source>must not be longer than {high} {high:character|characters}</source>
        <translation>不能超过 {high} 个字符</translation>
    </message>
    <message>
        <source>is nested more than {high} deep at position {position}</source>
        <translation>在第 {position} 个字符处嵌套超过 {high} 层</translation>
    </message>
    <message>
        <source>has derivatives of more than {high} {high:operation|operations}</source>
        <translation>的导数超过 {high} 次运算</translation>
    </message>
    <message>
        <source>“{found}” at position {position} cannot be read</source>
        <translation>第 {position} 个字符“{found}”无法识别</translation>
    </message>
    <message>
        <source>must be an expression in {variables}, such as {example}</source>
        <translation>必须是 {variables} 的表达式，例如 {example}</translation>
    </message>
    <message>
        <source>must be one of {choices}, or an expression in {variables}</source>
        <translation>必须是 {choices} 之一，或含 {variables} 的表达式</translation>
    </message>
    <message>
        <source>must be a name or an expression in {variables}</source>
        <translation>必须是名称，或含 {variables} 的表达式</translation>
    </message>
    <message>
        <source>“{found}” at position {position} is not known; known are {variables}, π, e and {choices}</source>
        <translation>第 {position} 个字符处的“{found}”未知；可用的有 {variables}、π、e 和 {choices}</translation>
    </message>
    <message>
        <source>“{found}” needs a bracket after it, at position {position}</source>
        <translation>“{found}”后面第 {position} 个字符处需要括号</translation>
    </message>
    <message>
        <source>what is opened at position {position} is not closed</source>
        <translation>第 {position} 个字符处的括号没有闭合</translation>
    </message>
    <message>
        <source>what is closed at position {position} was not opened</source>
        <translation>第 {position} 个字符处的括号没有对应的左括号</translation>
    </message>
    <message>
        <source>something is missing at position {position}</source>
        <translation>第 {position} 个字符处缺少内容</translation>
    </message>
    <message>
        <source>the comma at position {position}: decimal numbers have a point, as 0.5</source>
        <translation>第 {position} 个字符是逗号：小数要写小数点，如 0.5</translation>
    </message>
    <message>
        <source>the number at position {position} is too large or too small</source>
        <translation>第 {position} 个字符处的数太大或太小</translation>
    </message>
    <message>
        <source>what stands at position {position} has no value</source>
        <translation>第 {position} 个字符处的式子没有值</translation>
    </message>
    <message>
        <source>the exponent at position {position} must be between −{high} and {high}</source>
        <translation>第 {position} 个字符处的指数必须在 −{high} 和 {high} 之间</translation>
    </message>
    <message>
        <source>is the same everywhere: there must be a w in it</source>
        <translation>处处相同：其中必须有 w</translation>
    </message>
    <message>
        <source>is the same everywhere: there must be an x or a y in it</source>
        <translation>处处相同：其中必须含有 x 或 y</translation>
    </message>
    <message>
        <source>has no derivative that is a real number</source>
        <translation>没有实数的导数</translation>
    </message>
    <message>
        <source>there is nothing in it</source>
        <translation>里面什么也没有</translation>
    </message>
    <message>
        <source>there is no such file: {path}</source>
        <translation>没有这个文件：{path}</translation>
    </message>
    <message>
        <source>cannot be read: {problem}</source>
        <translation>无法读取：{problem}</translation>
    </message>
    <message>
        <source>is not the file that it was, its checksum is another one: {path}</source>
        <translation>已不是原来的文件，校验和不同：{path}</translation>
    </message>
    <message>
        <source>is a spreadsheet or an archive; save it as CSV first</source>
        <translation>是电子表格或压缩文件；请先另存为 CSV</translation>
    </message>
    <message>
        <source>row {row}: there is a zero byte, so this is no table in text</source>
        <translation>第 {row} 行：有零字节，因此这不是文本表格</translation>
    </message>
    <message>
        <source>row {row}: the text is neither UTF-8 nor GB18030</source>
        <translation>第 {row} 行：文本既不是 UTF-8 也不是 GB18030</translation>
    </message>
    <message>
        <source>is larger than {high} MB</source>
        <translation>大于 {high} MB</translation>
    </message>
    <message>
        <source>row {row}: a quotation mark is opened and not closed</source>
        <translation>第 {row} 行：引号没有闭合</translation>
    </message>
    <message>
        <source>there {count:is|are} {count} {count:row|rows}, and at least {low} {low:is|are} needed</source>
        <translation>有 {count} 行，至少需要 {low} 行</translation>
    </message>
    <message>
        <source>there is no such column; there are {choices}</source>
        <translation>没有这一列；现有 {choices}</translation>
    </message>
    <message>
        <source>row {row}: there are more than {high} {high:column|columns}</source>
        <translation>第 {row} 行：超过 {high} 列</translation>
    </message>
    <message>
        <source>must have one sign &lt; or &gt; between two expressions, as x2 &gt; sin(3 x1)</source>
        <translation>两个表达式之间必须有一个 &lt; 或 &gt;，例如 x2 &gt; sin(3 x1)</translation>
    </message>
    <message>
        <source>has all points of the square −1 … 1 on one side</source>
        <translation>使正方形 −1 … 1 中的所有点都在同一侧</translation>
    </message>
    <message>
        <source>row {row}: the text is not in {encoding}</source>
        <translation>第 {row} 行：文本不是 {encoding} 编码</translation>
    </message>
    <message>
        <source>there are more than {high} {high:row|rows}</source>
        <translation>超过 {high} 行</translation>
    </message>
    <message>
        <source>there are more than {high} {high:row|rows}: of so many the experiment keeps the file, so save them as one</source>
        <translation>超过 {high} 行：这么多数据要以文件形式引用，请先存成文件</translation>
    </message>
    <message>
        <source>row {row}: a cell has more than {high} {high:character|characters}</source>
        <translation>第 {row} 行：有单元格超过 {high} 个字符</translation>
    </message>
    <message>
        <source>row {row}: there {count:is|are} {count} {count:column|columns}, and three are needed</source>
        <translation>第 {row} 行：只有 {count} 列，需要三列</translation>
    </message>
    <message>
        <source>row {row}: there is one column, and two are needed</source>
        <translation>第 {row} 行：只有一列，需要两列</translation>
    </message>
    <message>
        <source>no two columns of numbers could be found: choose the columns</source>
        <translation>找不到两列数值：请选择列</translation>
    </message>
    <message>
        <source>is chosen twice; x and y are two columns</source>
        <translation>被选了两次；x 和 y 是两列</translation>
    </message>
    <message>
        <source>row {row}: there {count:is|are} {count} {count:cell|cells}, and not {expected} as before</source>
        <translation>第 {row} 行：有 {count} 个单元格，而不是前面的 {expected} 个</translation>
    </message>
    <message>
        <source>is the name of {count} {count:column|columns}; give its number, from 1</source>
        <translation>是 {count} 列的名称；请给出列号</translation>
    </message>
    <message>
        <source>is chosen twice; two features and a label are three columns</source>
        <translation>选了两次；两个特征和一个标签是三列</translation>
    </message>
    <message>
        <source>no two columns of numbers and one of two labels could be found: choose the columns</source>
        <translation>找不到两个数值列和一个二值标签列：请选择各列</translation>
    </message>
    <message>
        <source>row {row}, column {column}: a number is missing</source>
        <translation>第 {row} 行，{column} 列：缺少数值</translation>
    </message>
    <message>
        <source>row {row}, column {column}: “{cell}” is not a number</source>
        <translation>第 {row} 行，{column} 列：“{cell}”不是数</translation>
    </message>
    <message>
        <source>row {row}, column {column}: “{cell}” has a decimal comma, and the numbers before a point</source>
        <translation>第 {row} 行，{column} 列：“{cell}”用了小数逗号，而数值应使用小数点</translation>
    </message>
    <message>
        <source>row {row}, column {column}: “{cell}” has a decimal point, and the numbers before a comma</source>
        <translation>第 {row} 行，{column} 列：“{cell}”用了小数点，而数值应使用小数逗号</translation>
    </message>
    <message>
        <source>row {row}, column {column}: “{cell}” is not a finite number</source>
        <translation>第 {row} 行，{column} 列：“{cell}”不是有限的数</translation>
    </message>
    <message>
        <source>row {row}, column {column}: “{cell}” is too large; numbers reach from −{high} to {high}</source>
        <translation>第 {row} 行，{column} 列：“{cell}”太大；数值范围为 −{high} 到 {high}</translation>
    </message>
    <message>
        <source>row {row}, column {column}: a label is missing</source>
        <translation>第 {row} 行，{column} 列：缺少标签</translation>
    </message>
    <message>
        <source>row {row}, column {column}: “{cell}” is a third label, after “{first}” and “{second}”</source>
        <translation>第 {row} 行，{column} 列：“{cell}”是第三种标签，前面已有“{first}”和“{second}”</translation>
    </message>
    <message>
        <source>column {column}: all rows have the label “{cell}”; two are needed</source>
        <translation>{column} 列：所有行的标签都是“{cell}”；需要两种</translation>
    </message>
</context>
<context>
    <name>ExperimentBox</name>
    <message>
        <source>Updates of the descent on a curve, on a surface or of a line; there an epoch is one update.</source>
        <translation>曲线、曲面或直线上梯度下降的更新次数；那里一轮就是一次更新。</translation>
    </message>
    <message>
        <source>Where w begins in the 1-D descent; it can be dragged in the picture too.</source>
        <translation>一维梯度下降中 w 的初始值，也可以在图中拖动。</translation>
    </message>
    <message>
        <source>Where x begins on the surface; the start can be dragged in the picture too.</source>
        <translation>曲面上 x 的初始值，也可以在图中拖动起点。</translation>
    </message>
    <message>
        <source>Where y begins on the surface; the start can be dragged in the picture too.</source>
        <translation>曲面上 y 的初始值，也可以在图中拖动起点。</translation>
    </message>
    <message>
        <source>The slope that the line begins with; the start can be dragged in the picture too.</source>
        <translation>直线开始时的斜率；初值也可以在图中拖动。</translation>
    </message>
    <message>
        <source>The intercept that the line begins with; the start can be dragged too.</source>
        <translation>直线开始时的截距；初值也可以拖动。</translation>
    </message>
    <message>
        <source>What the line is laid through; points can be dragged, added and removed in the picture.</source>
        <translation>直线要穿过的点；在图中可以移动、添加和删除点。</translation>
    </message>
    <message>
        <source>What becomes of the squared errors: with their sum a learning rate is worth as many times more as there are points.</source>
        <translation>平方误差如何合计：取总和时，学习率的作用按点数放大。</translation>
    </message>
    <message>
        <source>How many times more the bowl is curved along y than along x.</source>
        <translation>碗在 y 方向的曲率是 x 方向的多少倍。</translation>
    </message>
    <message>
        <source>What the descent goes down; with another surface it begins where that is worth seeing.</source>
        <translation>梯度下降所走的曲面；换一个曲面时，从值得观察的地方开始。</translation>
    </message>
    <message>
        <source>How often the classifier sees all training data.</source>
        <translation>分类器把全部训练数据看多少遍。</translation>
    </message>
    <message>
        <source>Training samples in one update; the last batch of an epoch may be smaller.</source>
        <translation>一次更新所用的训练样本数；每轮最后一批可能较小。</translation>
    </message>
    <message>
        <source>Decides the split and the order of the data: the same seed, the same numbers. The order stays as it is in a single batch of more than {0} {0:point|points}, where nothing depends on it.</source>
        <translation>决定数据的划分与顺序：种子相同，数值相同。单个批量超过 {0} 个样本时保持原来的顺序，那时结果与顺序无关。</translation>
    </message>
    <message>
        <source>What the 1-D descent goes down; with another curve w begins where that is worth seeing.</source>
        <translation>一维下降所走的曲线；换一条曲线时，w 从值得观察的地方开始。</translation>
    </message>
    <message>
        <source>What the classifier is trained on; most sets are made with the seed.</source>
        <translation>分类器的训练数据；大多数数据由种子生成。</translation>
    </message>
    <message>
        <source>Of the classifier, with tanh, at most 4; 0 is logistic regression.</source>
        <translation>分类器的隐藏单元（tanh），最多 4 个；0 即逻辑回归。</translation>
    </message>
    <message>
        <source>Hidden units start with random weights of this deviation; at 0 they rest on a saddle.</source>
        <translation>隐藏单元的初始权重是随机数，其标准差为此值；取 0 时停在鞍点上。</translation>
    </message>
    <message>
        <source>Between the centres of both clouds, in their standard deviations.</source>
        <translation>两团点云中心之间的距离，以标准差为单位。</translation>
    </message>
    <message>
        <source>Adds λ/2 · (w₁² + w₂²) to the training loss: with it separable data have a lowest point, too.</source>
        <translation>给训练损失加上 λ/2 · (w₁² + w₂²)：这样，线性可分的数据也有最低点。</translation>
    </message>
    <message>
        <source>Textbook: −[y·log p + (1 − y)·log(1 − p)] as written, which is nan when p rounds to 0 or 1. Stable: the same without that.</source>
        <translation>教科书形式：照公式 −[y·log p + (1 − y)·log(1 − p)] 计算，p 舍入为 0 或 1 时得到 nan。稳定形式：同一公式，但不会得到 nan。</translation>
    </message>
    <message>
        <source>Where loss and accuracy are computed after the first two epochs, in which it is ten times each.</source>
        <translation>前两轮每轮计算损失和准确率十次，此后按此间隔计算。</translation>
    </message>
    <message>
        <source>Batch sizes differ: runs are seen after as many epochs, iterations, or samples of the data.</source>
        <translation>批量大小不同：在相同的轮数、迭代次数或已见样本数处比较各运行组。</translation>
    </message>
    <message>
        <source>Numbers of 64 bits (float64) or 32 bits (float32, as TensorFlow computes).</source>
        <translation>64 位（float64）或 32 位（float32，TensorFlow 用的就是它）浮点数。</translation>
    </message>
    <message>
        <source>Training, for all runs</source>
        <translation>训练（所有运行组共用）</translation>
    </message>
    <message>
        <source>Per epoch</source>
        <translation>每轮</translation>
    </message>
    <message>
        <source>Iterations in an epoch: training samples by batch size.</source>
        <translation>每轮的迭代次数：训练样本数除以批量大小。</translation>
    </message>
    <message>
        <source>Features are shifted and scaled to mean 0 and standard deviation 1 before they are trained on.</source>
        <translation>训练前把特征平移并缩放到均值 0、标准差 1。</translation>
    </message>
    <message>
        <source>standardised features</source>
        <translation>标准化特征</translation>
    </message>
    <message>
        <source>One of my own</source>
        <translation>自己输入的</translation>
    </message>
    <message>
        <source>Type a curve of your own: sin(3w) + 0.1w^2, |w|, e^(-w^2), ln(w), sqrt(w), πw. Enter takes it.</source>
        <translation>输入自己的曲线：sin(3w) + 0.1w^2、|w|、e^(-w^2)、ln(w)、sqrt(w)、πw。按回车键采用。</translation>
    </message>
    <message>
        <source>Type a surface of your own: x^2 + 10y^2, sin(x)cos(y) + 0.1xy, (1 - x)^2 + 5(y - x^2)^2. Enter takes it.</source>
        <translation>输入自己的曲面：x^2 + 10y^2、sin(x)cos(y) + 0.1xy、(1 - x)^2 + 5(y - x^2)^2。按回车确认。</translation>
    </message>
    <message>
        <source>Class 1 if</source>
        <translation>类别 1 若</translation>
    </message>
    <message>
        <source>Type a rule of your own, such as x2 &gt; sin(3 x1): it labels random points. Enter takes it.</source>
        <translation>输入自己的规则，例如 x2 &gt; sin(3 x1)：它给随机点打标签。按回车采用。</translation>
    </message>
    <message>
        <source>Run {0} only</source>
        <translation>仅运行组 {0}</translation>
    </message>
    <message>
        <source>{0} it</source>
        <translation>{0} 次迭代</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Experiments</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>专题</translation>
    </message>
    <message>
        <source>Replace files</source>
        <translation>替换文件</translation>
    </message>
    <message>
        <source>“{0}” is there already. Replace it?</source>
        <translation>“{0}”已存在。要替换它吗？</translation>
    </message>
    <message>
        <source>{0} of these files {0:is|are} there already. Replace {0:it|them}?</source>
        <translation>其中 {0} 个文件已存在。要替换它们吗？</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>no file may be written there</source>
        <translation>那里不允许写入文件</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>the folder does not exist</source>
        <translation>该文件夹不存在</translation>
    </message>
    <message>
        <source>this is the name of a folder</source>
        <translation>这是一个文件夹的名称</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>文件名太长</translation>
    </message>
    <message>
        <source>“{0}” was not written: {1}.</source>
        <translation>“{0}”未写入：{1}。</translation>
    </message>
    <message>
        <source>Wrote {0}</source>
        <translation>已写入 {0}</translation>
    </message>
    <message>
        <source>Wrote {0} {0:file|files} in {1}: {2}</source>
        <translation>已在 {1} 写入 {0} 个文件：{2}</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Copied “{0}” as a picture of {1} × {2} pixels.</source>
        <translation>已复制“{0}”，图片为 {1} × {2} 像素。</translation>
    </message>
    <message>
        <source>“{0}” has nothing to show yet.</source>
        <translation>“{0}”还没有可显示的内容。</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>Figure</name>
    <message>
        <source>step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
    <message>
        <source>update {0}, epoch {1}</source>
        <translation>更新 {0}，第 {1} 轮</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>及另外 {0} 个</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>true boundary</source>
        <translation>真实边界</translation>
    </message>
    <message>
        <source>boundary of the averaged weights</source>
        <translation>平均权重的边界</translation>
    </message>
    <message>
        <source>Weight space of the classifier</source>
        <translation>分类器的权重空间</translation>
    </message>
    <message>
        <source>Loss of the 1-D descent</source>
        <translation>一维梯度下降的损失</translation>
    </message>
    <message>
        <source>Loss along the next step</source>
        <translation>下一步方向上的损失</translation>
    </message>
    <message>
        <source>Loss of the descent on a surface</source>
        <translation>曲面上梯度下降的损失</translation>
    </message>
    <message>
        <source>Loss over w and b</source>
        <translation>w 和 b 上的损失</translation>
    </message>
    <message>
        <source>Loss of the line</source>
        <translation>直线的损失</translation>
    </message>
    <message>
        <source>Loss of the line, split by direction</source>
        <translation>直线的损失，按方向分解</translation>
    </message>
    <message>
        <source>Loss of the classifier</source>
        <translation>分类器的损失</translation>
    </message>
    <message>
        <source>Accuracy of the classifier</source>
        <translation>分类器的准确率</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>One update</source>
        <translation>一次更新</translation>
    </message>
    <message>
        <source>Loss of the batches</source>
        <translation>各批的损失</translation>
    </message>
    <message>
        <source>Length of the gradients</source>
        <translation>梯度的长度</translation>
    </message>
    <message>
        <source>Batch gradient and gradient of all data</source>
        <translation>批梯度与全部数据的梯度</translation>
    </message>
    <message>
        <source>2/λ of the batches and of all data</source>
        <translation>各批与全部数据的 2/λ</translation>
    </message>
    <message>
        <source>Noise scale</source>
        <translation>噪声尺度</translation>
    </message>
    <message>
        <source>Sweep of learning rates</source>
        <translation>学习率扫描</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行组</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation>{0}与{1}</translation>
    </message>
    <message>
        <source>contours of {0} of {1} {1:training sample|training samples}</source>
        <translation>等高线取自 {1} 个训练样本中的 {0} 个</translation>
    </message>
    <message>
        <source>weights after update {0} of {1}</source>
        <translation>更新 {0} / {1} 之后的权重</translation>
    </message>
    <message>
        <source>step {0} of {1}</source>
        <translation>第 {0} 步，共 {1} 步</translation>
    </message>
    <message>
        <source>epoch {0} of {1}</source>
        <translation>第 {0} 轮，共 {1} 轮</translation>
    </message>
    <message>
        <source>{name} ({decay_rate} in {decay_epochs} {decay_epochs:epoch|epochs})</source>
        <translation>{name}（每 {decay_epochs} 轮 {decay_rate}）</translation>
    </message>
    <message>
        <source>constant rate</source>
        <translation>恒定学习率</translation>
    </message>
    <message>
        <source>{0}, anew from step {1}</source>
        <translation>{0}，从第 {1} 步重新开始</translation>
    </message>
    <message>
        <source>{0}, staircase</source>
        <translation>{0}，阶梯式</translation>
    </message>
    <message>
        <source>{0}, warm-up {1} {1:epoch|epochs}</source>
        <translation>{0}，预热 {1} 轮</translation>
    </message>
    <message>
        <source>the schedule anew from step {0}</source>
        <translation>调度从第 {0} 步重新开始</translation>
    </message>
    <message>
        <source>shading and samples: {0}</source>
        <translation>底色与样本：{0}</translation>
    </message>
    <message>
        <source>{0} of {1} {1:training sample|training samples} shown</source>
        <translation>显示 {1} 个训练样本中的 {0} 个</translation>
    </message>
    <message>
        <source>contours: lowest loss over b</source>
        <translation>等高线：对 b 取最小损失</translation>
    </message>
    <message>
        <source>contours: b = {0} of {1}</source>
        <translation>等高线：b = {0}（{1}）</translation>
    </message>
    <message>
        <source>η = {0} … {1} ({2} {2:run|runs})</source>
        <translation>η = {0} … {1}（{2} 个运行组）</translation>
    </message>
    <message>
        <source>batch size {0}</source>
        <translation>批量大小 {0}</translation>
    </message>
    <message>
        <source>seed {0}</source>
        <translation>种子 {0}</translation>
    </message>
    <message>
        <source>seed {0}, order of seed {1}</source>
        <translation>种子 {0}，数据顺序的种子 {1}</translation>
    </message>
    <message>
        <source>{0} {0:update|updates} per epoch</source>
        <translation>每轮 {0} 次更新</translation>
    </message>
    <message>
        <source>best: weights of the lowest validation loss so far</source>
        <translation>最佳：至此验证损失最低时的权重</translation>
    </message>
    <message>
        <source>update {0} of {1}</source>
        <translation>更新 {0} / {1}</translation>
    </message>
    <message>
        <source>{0} → {1} at step {2}</source>
        <translation>{0} → {1}（从第 {2} 步起）</translation>
    </message>
    <message>
        <source>{name} (T₀ = {first_period} {first_period:epoch|epochs})</source>
        <translation>{name}（T₀ = {first_period} 轮）</translation>
    </message>
    <message>
        <source>{name} (× {factor} after {milestones})</source>
        <translation>{name}（{milestones} 之后 × {factor}）</translation>
    </message>
    <message>
        <source>{name} (d = {decay_epochs} {decay_epochs:epoch|epochs})</source>
        <translation>{name}（d = {decay_epochs} 轮）</translation>
    </message>
    <message>
        <source>{name} (× {factor} after {patience} {patience:epoch|epochs})</source>
        <translation>{name}（{patience} 轮之后 × {factor}）</translation>
    </message>
    <message>
        <source>{name} ({rate_points})</source>
        <translation>{name}（{rate_points}）</translation>
    </message>
</context>
<context>
    <name>FigureDialog</name>
    <message>
        <source>Export figure</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The clipboard holds one picture; choose “In one picture”.</source>
        <translation>剪贴板只能存放一张图片；请选择“合为一张”。</translation>
    </message>
    <message>
        <source>Copies the picture for other programs.</source>
        <translation>复制图片，供其他程序使用。</translation>
    </message>
    <message>
        <source>Copied as a picture of {0} × {1} pixels.</source>
        <translation>已复制，图片为 {0} × {1} 像素。</translation>
    </message>
</context>
<context>
    <name>FigureForm</name>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Several panels</source>
        <translation>多个面板</translation>
    </message>
    <message>
        <source>In one picture</source>
        <translation>合为一张</translation>
    </message>
    <message>
        <source>One file each</source>
        <translation>每个一个文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Where the figure will be seen, or a size of its own.</source>
        <translation>图片将用在哪里，或自定尺寸。</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>The unit of width and height.</source>
        <translation>宽和高的单位。</translation>
    </message>
    <message>
        <source>The width of the picture, with everything that is around the plots.</source>
        <translation>图片的宽度，包括图表周围的一切。</translation>
    </message>
    <message>
        <source>The height of the picture, with everything that is around the plots.</source>
        <translation>图片的高度，包括图表周围的一切。</translation>
    </message>
    <message>
        <source>Pixels per inch of pictures made of pixels (PNG); they are recorded in the file.</source>
        <translation>位图（PNG）每英寸的像素数，会记录在文件中。</translation>
    </message>
    <message>
        <source>The size of all text in points, as it will be on the slide or the page.</source>
        <translation>所有文字的大小，以磅计，即在幻灯片或页面上的大小。</translation>
    </message>
    <message>
        <source>The width of the runs&apos; curves in points; axes and grid are finer.</source>
        <translation>各运行组的曲线宽度，以磅计；坐标轴和网格更细。</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高</translation>
    </message>
    <message>
        <source>dpi</source>
        <translation>dpi</translation>
    </message>
    <message>
        <source>Text (pt)</source>
        <translation>文字（pt）</translation>
    </message>
    <message>
        <source>Lines (pt)</source>
        <translation>线宽（pt）</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Words of the title</source>
        <translation>标题文字</translation>
    </message>
    <message>
        <source>Empty: the usual title.</source>
        <translation>留空则用默认标题。</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Learning rate, schedule, optimizer, batch size, seed and update.</source>
        <translation>学习率及其调度、优化器、批量大小、种子和更新次数。</translation>
    </message>
    <message>
        <source>The step or the epoch, and how many there are, above the plots.</source>
        <translation>在图的上方显示第几步或第几轮，以及总数。</translation>
    </message>
    <message>
        <source>Step counter</source>
        <translation>步数显示</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>样式</translation>
    </message>
    <message>
        <source>Transparent</source>
        <translation>透明背景</translation>
    </message>
    <message>
        <source>Nothing is drawn behind the plots.</source>
        <translation>图表后面不绘制任何底色。</translation>
    </message>
    <message>
        <source>Safe in greyscale</source>
        <translation>灰度可辨</translation>
    </message>
    <message>
        <source>Every run has a line pattern and a symbol of its own.</source>
        <translation>每个运行组都有自己的线型和符号。</translation>
    </message>
    <message>
        <source>To the page&apos;s edge</source>
        <translation>图充满页面</translation>
    </message>
    <message>
        <source>Text as text (SVG)</source>
        <translation>文字保持为文字（SVG）</translation>
    </message>
    <message>
        <source>Text can be searched and edited, but looks right in browsers only; else it is drawn as outlines.</source>
        <translation>文字可以搜索和修改，但只在网页中显示正确；否则画成曲线。</translation>
    </message>
    <message>
        <source>Plots reach the edge of the page; text keeps away from it.</source>
        <translation>图一直画到页面边缘；只有文字与边缘保持距离。</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>The colours of the figure, whatever the window&apos;s are.</source>
        <translation>图的颜色，与窗口的主题无关。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>The language of the figure, whatever the window speaks.</source>
        <translation>图片的语言，与窗口的语言无关。</translation>
    </message>
    <message>
        <source>Choose at least one panel.</source>
        <translation>请至少选择一个面板。</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Open an experiment</source>
        <translation>打开实验</translation>
    </message>
    <message>
        <source>“{0}” keeps its data in a file of their own, which is needed: {1}.</source>
        <translation>“{0}”的数据存放在单独的文件中，需要该文件：{1}。</translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Choose the file of the data</source>
        <translation>选择数据文件</translation>
    </message>
    <message>
        <source>One experiment is open at a time: of {0} {0:file|files} this is “{1}”.</source>
        <translation>一次只能打开一个实验：{0} 个文件中打开了“{1}”。</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>没有这个文件</translation>
    </message>
    <message>
        <source>it may not be read</source>
        <translation>不允许读取</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>这是文件夹</translation>
    </message>
    <message>
        <source>“{0}” cannot be opened: {1}.</source>
        <translation>无法打开“{0}”：{1}。</translation>
    </message>
    <message>
        <source>“{0}” was changed by another program since it was opened. Overwrite it?</source>
        <translation>“{0}”在打开之后被其他程序改过。要覆盖吗？</translation>
    </message>
    <message>
        <source>“Save as…” keeps both.</source>
        <translation>用“另存为…”可以都保留。</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Save the experiment as</source>
        <translation>实验另存为</translation>
    </message>
    <message>
        <source>Saved as “{0}”.</source>
        <translation>已保存为“{0}”。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Experiments, lessons and figures (*.lrgui *.lrlesson *.json *.svg *.png *.apng *.pdf *.gif)</source>
        <translation>试验、专题和图 (*.lrgui *.lrlesson *.json *.svg *.png *.apng *.pdf *.gif)</translation>
    </message>
    <message>
        <source>Save the changes to “{0}”?</source>
        <translation>是否保存对“{0}”的更改？</translation>
    </message>
    <message>
        <source>Save the experiment?</source>
        <translation>是否保存实验？</translation>
    </message>
    <message>
        <source>What is not saved is lost.</source>
        <translation>未保存的更改将丢失。</translation>
    </message>
    <message>
        <source>Unsaved changes cannot be kept for recovery: {0}.</source>
        <translation>无法保留未保存的更改以供恢复：{0}。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Don&apos;t save</source>
        <translation>不保存</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>“{0}” is not in {1} any more, so it was taken off the list.</source>
        <translation>“{0}”已不在 {1} 中，因此从列表中移除。</translation>
    </message>
</context>
<context>
    <name>FilmForm</name>
    <message>
        <source>How frames are chosen</source>
        <translation>如何选取帧</translation>
    </message>
    <message>
        <source>So many frames spread over the range, or one frame every so many updates.</source>
        <translation>在范围内均匀取若干帧，或每隔若干次更新取一帧。</translation>
    </message>
    <message>
        <source>The update of the first frame.</source>
        <translation>第一帧对应的更新。</translation>
    </message>
    <message>
        <source>The update of the last frame.</source>
        <translation>最后一帧对应的更新。</translation>
    </message>
    <message>
        <source>Frames per second.</source>
        <translation>每秒的帧数。</translation>
    </message>
    <message>
        <source>For how many seconds the last frame stays.</source>
        <translation>最后一帧停留的秒数。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>The kind of file; PDF and PNG make a file of every frame.</source>
        <translation>文件类型；PDF 和 PNG 为每一帧生成一个文件。</translation>
    </message>
    <message>
        <source>Automatic: logarithmic where most of the loss falls in the first tenth of the range, else even.</source>
        <translation>自动：损失的下降大部分发生在前十分之一时按对数取帧，否则等距取帧。</translation>
    </message>
    <message>
        <source>Spacing</source>
        <translation>取帧方式</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧数</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Even</source>
        <translation>等距</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>From update</source>
        <translation>从更新</translation>
    </message>
    <message>
        <source>to update</source>
        <translation>到更新</translation>
    </message>
    <message>
        <source>Frames/s</source>
        <translation>帧/秒</translation>
    </message>
    <message>
        <source>Hold end (s)</source>
        <translation>末帧停留（秒）</translation>
    </message>
    <message>
        <source>{0} (needs ffmpeg)</source>
        <translation>{0}（需要 ffmpeg）</translation>
    </message>
    <message>
        <source>MP4 and WebM need ffmpeg: install it, or run pip install &quot;lrgui[video]&quot;.</source>
        <translation>MP4 和 WebM 需要 ffmpeg：请安装它，或运行 pip install &quot;lrgui[video]&quot;。</translation>
    </message>
</context>
<context>
    <name>ForkNotice</name>
    <message>
        <source>keep as a run</source>
        <translation>保留为运行组</translation>
    </message>
    <message>
        <source>without this change: {0}</source>
        <translation>若不改动：{0}</translation>
    </message>
    <message>
        <source>Forget what would have been</source>
        <translation>不再显示原来的走向</translation>
    </message>
    <message>
        <source>The pale dashed lines show what the run would have done without the latest change.</source>
        <translation>浅色虚线表示没有最近这次改动时，该运行组会怎样发展。</translation>
    </message>
</context>
<context>
    <name>Glossary</name>
    <message>
        <source>η (eta): the learning rate, by which the gradient is multiplied in every update</source>
        <translation>η：学习率，每次更新时与梯度相乘</translation>
    </message>
    <message>
        <source>L: the largest curvature of the loss; steps that are too long for it grow</source>
        <translation>L：损失的最大曲率；步子相对它过大，就会越走越远</translation>
    </message>
    <message>
        <source>λ (lambda): the curvature of the loss where training is now</source>
        <translation>λ：训练当前位置处损失的曲率</translation>
    </message>
    <message>
        <source>epoch: as many updates as it takes to see all training data once</source>
        <translation>轮（epoch）：把全部训练数据看一遍所需的更新次数</translation>
    </message>
    <message>
        <source>batch: the training samples whose gradients one update averages</source>
        <translation>批（batch）：一次更新对其梯度取平均的那些训练样本</translation>
    </message>
</context>
<context>
    <name>GoalForm</name>
    <message>
        <source>Loss at most</source>
        <translation>损失不超过</translation>
    </message>
    <message>
        <source>Updates at most</source>
        <translation>更新次数不超过</translation>
    </message>
    <message>
        <source>η of the run</source>
        <translation>运行组的 η</translation>
    </message>
    <message>
        <source>Runs at most</source>
        <translation>运行组不超过</translation>
    </message>
    <message>
        <source>it converges</source>
        <translation>收敛即可</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>Goal</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>no goal</source>
        <translation>无目标</translation>
    </message>
    <message>
        <source>a run comes there: {0}</source>
        <translation>有运行组达到：{0}</translation>
    </message>
</context>
<context>
    <name>Handout</name>
    <message>
        <source>Name:</source>
        <translation>姓名：</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Maximise a panel, and back</source>
        <translation>最大化 / 还原面板</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>In a plot: the wheel zooms, dragging moves the view, a double click brings it back. In the 1-D descent and in the weight space the start can be dragged, in the sweep the runs, in a plot of η the points of a schedule that is drawn by hand.</source>
        <translation>在图中：滚轮缩放，拖动平移，双击还原。一维梯度下降和权重空间中可以拖动起点，扫描图中可以拖动运行组，η 图中可以拖动手绘学习率调度的各点。</translation>
    </message>
    <message>
        <source>Of the digits that maximise a panel 1 and 2 are the problem&apos;s own, 3 the curves, 4 the runs, 5 the steps, 6 the sweep, 7 the weight space, 8 one update, 9 the noise.</source>
        <translation>最大化面板的数字键：1 和 2 是问题自己的面板，3 曲线，4 运行组，5 步骤，6 扫描，7 权重空间，8 一次更新，9 噪声。</translation>
    </message>
    <message>
        <source>When presenting: Page Down and Page Up step, digits choose one plot or two and 0 the first ones, B is dark, P a pen and C wipes, L repeats, M moves a step or not, N is the next quantity of the noise, the right button points, Escape leaves.</source>
        <translation>演示时：Page Down 和 Page Up 前后翻，数字键选择一幅或两幅图，0 恢复最初的图，B 黑屏，P 画笔，C 擦除，L 循环，M 切换步进动画，N 换下一个噪声量，右键指示，Esc 退出。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>About lrgui</source>
        <translation>关于 lrgui</translation>
    </message>
    <message>
        <source>Shows what the learning rate does to gradient descent. MIT licence.</source>
        <translation>演示学习率对梯度下降的影响。MIT 许可证。</translation>
    </message>
</context>
<context>
    <name>Kinds</name>
    <message>
        <source>PDF frames for LaTeX</source>
        <translation>PDF 逐帧（LaTeX）</translation>
    </message>
    <message>
        <source>PNG frames</source>
        <translation>PNG 逐帧</translation>
    </message>
    <message>
        <source>Contact sheet</source>
        <translation>多帧总览图</translation>
    </message>
</context>
<context>
    <name>Layout</name>
    <message>
        <source>Panels in the same place</source>
        <translation>同一位置的面板</translation>
    </message>
    <message>
        <source>Scroll left</source>
        <translation>向左滚动</translation>
    </message>
    <message>
        <source>Scroll right</source>
        <translation>向右滚动</translation>
    </message>
</context>
<context>
    <name>LecturerBar</name>
    <message>
        <source>Answer: {0}</source>
        <translation>答案：{0}</translation>
    </message>
    <message>
        <source>This is the end.</source>
        <translation>到此结束。</translation>
    </message>
    <message>
        <source>For the lecturer</source>
        <translation>讲课人栏</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Minutes since the presentation began</source>
        <translation>演示开始以来的分钟数</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>接下来</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>Lens</name>
    <message>
        <source>One update as arrows: every sample&apos;s pull, their mean, the step</source>
        <translation>用箭头表示的一次更新：每个样本的拉力、它们的平均和实际一步</translation>
    </message>
    <message>
        <source>change of {0}</source>
        <translation>{0} 的变化</translation>
    </message>
    <message>
        <source>sample {0}</source>
        <translation>样本 {0}</translation>
    </message>
    <message>
        <source>a sample alone</source>
        <translation>单个样本</translation>
    </message>
    <message>
        <source>one slope alone</source>
        <translation>单个方向的斜率</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>{0} more: sum</source>
        <translation>其余 {0} 个之和</translation>
    </message>
    <message>
        <source>mean of {0}</source>
        <translation>{0} 个的平均</translation>
    </message>
    <message>
        <source>sum of {0}</source>
        <translation>{0} 个之和</translation>
    </message>
    <message>
        <source>pull {0}</source>
        <translation>拉力 {0}</translation>
    </message>
    <message>
        <source>before</source>
        <translation>更新前</translation>
    </message>
    <message>
        <source>after</source>
        <translation>更新后</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>low enough</source>
        <translation>足够低</translation>
    </message>
    <message>
        <source>{0} before</source>
        <translation>更新前 {0}</translation>
    </message>
    <message>
        <source>The gradient of this sample&apos;s own loss: {0}</source>
        <translation>该样本自身损失的梯度：{0}</translation>
    </message>
    <message>
        <source>The gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>before + step</source>
        <translation>更新前 + 步长</translation>
    </message>
    <message>
        <source>η, and then half of the rate before</source>
        <translation>先取 η，之后每次减半</translation>
    </message>
    <message>
        <source>The loss of the batch at the end of the step</source>
        <translation>这一步终点处该批量的损失</translation>
    </message>
    <message>
        <source>What that loss must not exceed</source>
        <translation>该损失不得超过的值</translation>
    </message>
    <message>
        <source>their sum g</source>
        <translation>求和得 g</translation>
    </message>
    <message>
        <source>their mean g</source>
        <translation>求平均得 g</translation>
    </message>
    <message>
        <source>pull ({0})</source>
        <translation>拉力 ({0})</translation>
    </message>
</context>
<context>
    <name>LensPanel</name>
    <message>
        <source>One update</source>
        <translation>一次更新</translation>
    </message>
    <message>
        <source>The problem whose update is taken apart</source>
        <translation>拆解哪个问题的更新</translation>
    </message>
    <message>
        <source>update {0}, which was the last</source>
        <translation>第 {0} 次更新（最后一次）</translation>
    </message>
    <message>
        <source>update {0}</source>
        <translation>第 {0} 次更新</translation>
    </message>
    <message>
        <source>{0} {0:sample|samples}</source>
        <translation>{0} 个样本</translation>
    </message>
    <message>
        <source>run {0}</source>
        <translation>运行组 {0}</translation>
    </message>
    <message>
        <source>+{0} {0:column|columns}</source>
        <translation>另有 {0} 列</translation>
    </message>
    <message>
        <source>+{0} {0:plot|plots}</source>
        <translation>另有 {0} 幅图</translation>
    </message>
</context>
<context>
    <name>LessonBox</name>
    <message>
        <source>Lesson and problem</source>
        <translation>专题与问题</translation>
    </message>
    <message>
        <source>Choose a lesson</source>
        <translation>选择专题</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>专题</translation>
    </message>
    <message>
        <source>An experiment with an explanation; your own experiment comes back with undo.</source>
        <translation>带讲解的实验；用“撤销”可以回到自己的实验。</translation>
    </message>
</context>
<context>
    <name>LessonEditor</name>
    <message>
        <source>Make a lesson</source>
        <translation>制作专题</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>no question</source>
        <translation>不提问</translation>
    </message>
    <message>
        <source>choices, one a line</source>
        <translation>选项，每行一个</translation>
    </message>
    <message>
        <source>place the next w on the curve</source>
        <translation>在曲线上标出下一个 w</translation>
    </message>
    <message>
        <source>place the border of divergence on the ruler</source>
        <translation>在标尺上标出发散的边界</translation>
    </message>
    <message>
        <source>draw the loss curve</source>
        <translation>画出损失曲线</translation>
    </message>
    <message>
        <source>work out a number of the next update</source>
        <translation>算出下一次更新中的一个数</translation>
    </message>
    <message>
        <source>Title ({0})</source>
        <translation>标题（{0}）</translation>
    </message>
    <message>
        <source>Add what the window shows</source>
        <translation>添加窗口所显示的</translation>
    </message>
    <message>
        <source>Show this in the stage</source>
        <translation>这一步改为显示这些</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Goal</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Notes for yourself</source>
        <translation>给自己的备注</translation>
    </message>
    <message>
        <source>The answer is what the window shows</source>
        <translation>答案是窗口所显示的</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The lesson is not saved. Close once more, and it is gone.</source>
        <translation>专题还没有保存。再关闭一次，它就没有了。</translation>
    </message>
</context>
<context>
    <name>Lessons</name>
    <message>
        <source>predicted {0}</source>
        <translation>预测 {0}</translation>
    </message>
</context>
<context>
    <name>Limits</name>
    <message>
        <source>long gradients are cut: no fixed limit</source>
        <translation>过长的梯度被裁剪：没有固定上限</translation>
    </message>
    <message>
        <source>every step is η long: no fixed limit</source>
        <translation>每一步的长度都是 η：没有固定上限</translation>
    </message>
    <message>
        <source>each parameter moves by η: no fixed limit</source>
        <translation>每个参数移动 η：没有固定上限</translation>
    </message>
    <message>
        <source>step size adapts: no fixed limit</source>
        <translation>步长自适应：没有固定上限</translation>
    </message>
    <message>
        <source>the loss says how far, η at most: no fixed limit</source>
        <translation>步长由损失决定，至多为 η：没有固定上限</translation>
    </message>
    <message>
        <source>halves η until the loss falls: no fixed limit</source>
        <translation>将 η 减半直到损失下降：没有固定上限</translation>
    </message>
    <message>
        <source>finds the lowest place itself, without η: no fixed limit</source>
        <translation>自行找到最低点，不用 η：没有固定上限</translation>
    </message>
</context>
<context>
    <name>LinePanel</name>
    <message>
        <source>The points, and the line of every run through them</source>
        <translation>数据点，以及每个运行组的直线</translation>
    </message>
    <message>
        <source>Line through points</source>
        <translation>穿过点的直线</translation>
    </message>
    <message>
        <source>Drag a point to move it. Shift and a click add a point, or remove one.</source>
        <translation>拖动可移动点。按住 Shift 单击可添加点，或删除点。</translation>
    </message>
    <message>
        <source>step {0} · y = {1}x + {2} · best: y = {3}x + {4}</source>
        <translation>第 {0} 步 · y = {1}x + {2} · 最佳：y = {3}x + {4}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Controls</source>
        <translation>参数栏</translation>
    </message>
    <message>
        <source>What comes is concealed.</source>
        <translation>之后的内容暂时隐藏。</translation>
    </message>
</context>
<context>
    <name>MapPanel</name>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
    <message>
        <source>There is no curvature where the run is now.</source>
        <translation>当前位置没有曲率。</translation>
    </message>
    <message>
        <source>no bound: the loss is curved downwards</source>
        <translation>没有界限：损失在此处向下弯曲</translation>
    </message>
    <message>
        <source>η = {0} is above {1} = {2}</source>
        <translation>η = {0} 高于 {1} = {2}</translation>
    </message>
    <message>
        <source>η = {0} is below {1} = {2}</source>
        <translation>η = {0} 低于 {1} = {2}</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Lesson</source>
        <translation>专题(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>最近打开的文件</translation>
    </message>
    <message>
        <source>My lessons</source>
        <translation>我的专题</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>大</translation>
    </message>
    <message>
        <source>Largest, for a hall</source>
        <translation>最大（大教室）</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Maximise, and back</source>
        <translation>最大化与还原</translation>
    </message>
    <message>
        <source>Controls</source>
        <translation>参数栏</translation>
    </message>
</context>
<context>
    <name>Names</name>
    <message>
        <source>gradient descent</source>
        <translation>梯度下降</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>动量法</translation>
    </message>
    <message>
        <source>Nesterov momentum</source>
        <translation>Nesterov 动量法</translation>
    </message>
    <message>
        <source>School district</source>
        <translation>学区房</translation>
    </message>
    <message>
        <source>Ten points</source>
        <translation>十个点</translation>
    </message>
    <message>
        <source>Two clouds</source>
        <translation>两团点云</translation>
    </message>
    <message>
        <source>A rare class</source>
        <translation>类别不平衡</translation>
    </message>
    <message>
        <source>Noisy labels</source>
        <translation>标签噪声</translation>
    </message>
    <message>
        <source>Badly scaled feature</source>
        <translation>尺度悬殊的特征</translation>
    </message>
    <message>
        <source>XOR</source>
        <translation>异或（XOR）</translation>
    </message>
    <message>
        <source>Circles</source>
        <translation>同心圆</translation>
    </message>
    <message>
        <source>Parabola</source>
        <translation>抛物线</translation>
    </message>
    <message>
        <source>Two minima</source>
        <translation>两个极小值</translation>
    </message>
    <message>
        <source>Plateau and wall</source>
        <translation>平台与陡壁</translation>
    </message>
    <message>
        <source>Absolute value</source>
        <translation>绝对值</translation>
    </message>
    <message>
        <source>Cosine on a bowl</source>
        <translation>碗上的余弦</translation>
    </message>
    <message>
        <source>Cubic</source>
        <translation>三次曲线</translation>
    </message>
    <message>
        <source>Badly scaled bowl</source>
        <translation>尺度悬殊的碗</translation>
    </message>
    <message>
        <source>Saddle between minima</source>
        <translation>两个极小值之间的鞍点</translation>
    </message>
    <message>
        <source>Rosenbrock&apos;s valley</source>
        <translation>Rosenbrock 山谷</translation>
    </message>
    <message>
        <source>Himmelblau&apos;s four minima</source>
        <translation>Himmelblau 函数（四个极小值）</translation>
    </message>
    <message>
        <source>Beale&apos;s function</source>
        <translation>Beale 函数</translation>
    </message>
    <message>
        <source>Valley along a hyperbola</source>
        <translation>沿双曲线的山谷</translation>
    </message>
    <message>
        <source>4 points</source>
        <translation>4 个点</translation>
    </message>
    <message>
        <source>8 points</source>
        <translation>8 个点</translation>
    </message>
    <message>
        <source>50 points</source>
        <translation>50 个点</translation>
    </message>
    <message>
        <source>My own points</source>
        <translation>自己的点</translation>
    </message>
    <message>
        <source>Mean of squares</source>
        <translation>平方的平均</translation>
    </message>
    <message>
        <source>Sum of squares</source>
        <translation>平方的总和</translation>
    </message>
    <message>
        <source>Half the mean</source>
        <translation>平均的一半</translation>
    </message>
    <message>
        <source>64 bits</source>
        <translation>64 位</translation>
    </message>
    <message>
        <source>32 bits</source>
        <translation>32 位</translation>
    </message>
    <message>
        <source>Stable</source>
        <translation>稳定形式</translation>
    </message>
    <message>
        <source>Textbook</source>
        <translation>教科书形式</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>投影仪</translation>
    </message>
    <message>
        <source>every half epoch</source>
        <translation>每半轮</translation>
    </message>
    <message>
        <source>logarithmic</source>
        <translation>按对数间隔</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>iterations</source>
        <translation>迭代次数</translation>
    </message>
    <message>
        <source>samples seen</source>
        <translation>已见样本数</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>Decay rate</source>
        <translation>衰减率</translation>
    </message>
    <message>
        <source>Decay period</source>
        <translation>衰减周期</translation>
    </message>
    <message>
        <source>Staircase</source>
        <translation>阶梯式</translation>
    </message>
    <message>
        <source>End rate</source>
        <translation>最终学习率</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>幂次</translation>
    </message>
    <message>
        <source>Floor α</source>
        <translation>下限 α</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热轮数</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>Milestones</source>
        <translation>里程碑</translation>
    </message>
    <message>
        <source>Factor γ</source>
        <translation>系数 γ</translation>
    </message>
    <message>
        <source>First period</source>
        <translation>首个周期</translation>
    </message>
    <message>
        <source>Times longer</source>
        <translation>周期倍数</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心值</translation>
    </message>
    <message>
        <source>Cooldown</source>
        <translation>冷却期</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Points of η</source>
        <translation>η 的各点</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Momentum μ</source>
        <translation>动量 μ</translation>
    </message>
    <message>
        <source>β₁</source>
        <translation>β₁</translation>
    </message>
    <message>
        <source>β₂</source>
        <translation>β₂</translation>
    </message>
    <message>
        <source>Epsilon ε</source>
        <translation>Epsilon ε</translation>
    </message>
    <message>
        <source>Bias correction</source>
        <translation>偏差修正</translation>
    </message>
    <message>
        <source>Decoupled decay λ</source>
        <translation>解耦权重衰减 λ</translation>
    </message>
    <message>
        <source>Clip ‖g‖ at</source>
        <translation>梯度裁剪 ‖g‖</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>更新次数</translation>
    </message>
    <message>
        <source>Start w₀</source>
        <translation>初值 w₀</translation>
    </message>
    <message>
        <source>Start w₁</source>
        <translation>初值 w₁</translation>
    </message>
    <message>
        <source>Start w₂</source>
        <translation>初值 w₂</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批量大小</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>间距</translation>
    </message>
    <message>
        <source>Standardised</source>
        <translation>标准化</translation>
    </message>
    <message>
        <source>Weight decay λ</source>
        <translation>权重衰减 λ</translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation>隐藏单元</translation>
    </message>
    <message>
        <source>Start σ</source>
        <translation>初始 σ</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Evaluated</source>
        <translation>评估间隔</translation>
    </message>
    <message>
        <source>Compared by</source>
        <translation>对齐方式</translation>
    </message>
    <message>
        <source>Curve</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>曲面</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Start b₀</source>
        <translation>初值 b₀</translation>
    </message>
    <message>
        <source>Start x₀</source>
        <translation>初值 x₀</translation>
    </message>
    <message>
        <source>Start y₀</source>
        <translation>初值 y₀</translation>
    </message>
    <message>
        <source>Condition κ</source>
        <translation>条件数 κ</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行组</translation>
    </message>
    <message>
        <source>cosine decay</source>
        <translation>余弦衰减</translation>
    </message>
    <message>
        <source>one cycle</source>
        <translation>单周期</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>exponential decay</source>
        <translation>指数衰减</translation>
    </message>
    <message>
        <source>inverse time decay</source>
        <translation>逆时间衰减</translation>
    </message>
    <message>
        <source>polynomial decay</source>
        <translation>多项式衰减</translation>
    </message>
    <message>
        <source>cosine with restarts</source>
        <translation>带热重启的余弦</translation>
    </message>
    <message>
        <source>cyclic, triangular</source>
        <translation>三角循环</translation>
    </message>
    <message>
        <source>piecewise constant</source>
        <translation>分段常数</translation>
    </message>
    <message>
        <source>linear decay</source>
        <translation>线性衰减</translation>
    </message>
    <message>
        <source>warm-up, stable, decay</source>
        <translation>预热—稳定—衰减</translation>
    </message>
    <message>
        <source>inverse square root</source>
        <translation>平方根倒数</translation>
    </message>
    <message>
        <source>normalised gradient</source>
        <translation>归一化梯度</translation>
    </message>
    <message>
        <source>sign descent</source>
        <translation>符号梯度下降</translation>
    </message>
    <message>
        <source>Polyak&apos;s step</source>
        <translation>Polyak 步长</translation>
    </message>
    <message>
        <source>Armijo&apos;s line search</source>
        <translation>Armijo 线搜索</translation>
    </message>
    <message>
        <source>exact line search</source>
        <translation>精确线搜索</translation>
    </message>
    <message>
        <source>reduce on plateau</source>
        <translation>遇平台降低</translation>
    </message>
    <message>
        <source>drawn by hand</source>
        <translation>手绘</translation>
    </message>
</context>
<context>
    <name>Noise</name>
    <message>
        <source>a batch is all data: nothing to smooth</source>
        <translation>一批就是全部数据：无需平滑</translation>
    </message>
    <message>
        <source>smoothed, β = {0} (≈ {1} {1:update|updates})</source>
        <translation>平滑后，β = {0}（≈ {1} 次更新）</translation>
    </message>
    <message>
        <source>each batch</source>
        <translation>每一批</translation>
    </message>
    <message>
        <source>Batch loss</source>
        <translation>批损失</translation>
    </message>
    <message>
        <source>The loss of each update&apos;s batch (pale), its mean since the epoch began as Keras prints it (dashed), and a smoothed curve.</source>
        <translation>每次更新所用批的损失（浅色）、Keras 打印的本轮至今的平均（虚线）和平滑曲线。</translation>
    </message>
    <message>
        <source>loss of the batch</source>
        <translation>批的损失</translation>
    </message>
    <message>
        <source>epoch so far (Keras)</source>
        <translation>本轮至今（Keras）</translation>
    </message>
    <message>
        <source>The length of each update&apos;s gradient (pale), and a smoothed curve.</source>
        <translation>每次更新的梯度长度（浅色）和平滑曲线。</translation>
    </message>
    <message>
        <source>The cosine of the angle between the gradient of the batch and that of all training data (pale), and a smoothed curve: 1 is the same direction, 0 no relation.</source>
        <translation>批梯度与全部训练数据的梯度之间夹角的余弦（浅色）和平滑曲线：1 为同向，0 为无关。</translation>
    </message>
    <message>
        <source>2/λ of the loss of each update&apos;s batch (pale) and of all training data, and η (dashed).</source>
        <translation>每次更新所用批的损失（浅色）与全部训练数据的损失的 2/λ，以及 η（虚线）。</translation>
    </message>
    <message>
        <source>all data</source>
        <translation>全部数据</translation>
    </message>
    <message>
        <source>Noise scale</source>
        <translation>噪声尺度</translation>
    </message>
    <message>
        <source>tr Σ/‖G‖² (McCandlish et al. 2018): the batch size at which noise and gradient are alike, and the batch size that there is (dashed).</source>
        <translation>tr Σ/‖G‖²（McCandlish 等，2018）：噪声与梯度相当时的批量大小，以及现用的批量大小（虚线）。</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>批量大小</translation>
    </message>
</context>
<context>
    <name>NoisePanel</name>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>What is shown of the batches</source>
        <translation>显示各批的哪个量</translation>
    </message>
    <message>
        <source>Smoothing β</source>
        <translation>平滑系数 β</translation>
    </message>
    <message>
        <source>v ← βv + (1 − β)·value at each update, divided by 1 − βⁿ for its start at 0: about 1/(1 − β) updates are averaged. Where a batch is all of the data nothing is smoothed.</source>
        <translation>每次更新 v ← βv + (1 − β)·数值，再除以 1 − βⁿ 以修正从 0 开始：大约平均 1/(1 − β) 次更新。一批就是全部数据时不做平滑。</translation>
    </message>
    <message>
        <source>β = {0} (≈ {1} {1:update|updates})</source>
        <translation>β = {0}（≈ {1} 次更新）</translation>
    </message>
    <message>
        <source>batch {0} · epoch so far {1}</source>
        <translation>该批 {0} · 本轮至今 {1}</translation>
    </message>
    <message>
        <source>2/λ: batch {0} · all data {1}</source>
        <translation>2/λ：该批 {0} · 全部数据 {1}</translation>
    </message>
    <message>
        <source>tr Σ/‖G‖² = {0} · batch size {1}</source>
        <translation>tr Σ/‖G‖² = {0} · 批量大小 {1}</translation>
    </message>
</context>
<context>
    <name>Notes</name>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>What this experiment shows, and what to ask about it</source>
        <translation>这个实验说明什么、可以提哪些问题</translation>
    </message>
    <message>
        <source>There is room for {0} {0:character|characters}: what is too much was left out.</source>
        <translation>最多 {0} 个字符，超出的部分未写入。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>A number is missing here.</source>
        <translation>这里缺少一个数。</translation>
    </message>
    <message>
        <source>“{0}” can be read in two ways; write {1} or {2}.</source>
        <translation>“{0}”有两种读法，请写成 {1} 或 {2}。</translation>
    </message>
    <message>
        <source>“{0}” is not a number; write it like 0.3, 3e-4 or 1/3.</source>
        <translation>“{0}”不是数；请写成 0.3、3e-4 或 1/3 这样。</translation>
    </message>
</context>
<context>
    <name>OptimizerFields</name>
    <message>
        <source>The share of the last velocity that is kept at every update: at least 0, less than 1.</source>
        <translation>每次更新时保留上一次速度的比例：不小于 0，小于 1。</translation>
    </message>
    <message>
        <source>The share of the mean gradient that is kept at every update: at least 0, less than 1.</source>
        <translation>每次更新时平均梯度保留的比例：不小于 0，小于 1。</translation>
    </message>
    <message>
        <source>The share of the mean square that is kept at every update: at least 0, less than 1.</source>
        <translation>每次更新时均方值保留的比例：不小于 0，小于 1。</translation>
    </message>
    <message>
        <source>Is added to the root that gradients are divided by, against division by 0.</source>
        <translation>加到梯度所除的平方根上，防止除以 0。</translation>
    </message>
    <message>
        <source>Every update takes η·λ times the parameters from them, whatever their gradients are.</source>
        <translation>每次更新都从参数中减去其 η·λ 倍，与梯度无关。</translation>
    </message>
    <message>
        <source>A gradient that is longer is cut to this length before the method has it.</source>
        <translation>比此更长的梯度先被缩到这一长度，再交给优化方法。</translation>
    </message>
    <message>
        <source>m and v start at 0: divide them by 1 − βⁿ</source>
        <translation>m 与 v 从 0 开始：将它们除以 1 − βⁿ</translation>
    </message>
</context>
<context>
    <name>OwnDataCommands</name>
    <message>
        <source>Tables in text ({0})</source>
        <translation>文本表格 ({0})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Import data for the classifier</source>
        <translation>导入分类器的数据</translation>
    </message>
    <message>
        <source>Pasted data</source>
        <translation>粘贴的数据</translation>
    </message>
    <message>
        <source>{0} {0:row|rows}: {1} of “{2}” and {3} of “{4}”.</source>
        <translation>共 {0} 行：“{2}” {1} 行，“{4}” {3} 行。</translation>
    </message>
    <message>
        <source>Export the data in use</source>
        <translation>导出正在使用的数据</translation>
    </message>
    <message>
        <source>These data cannot be taken: {0}.</source>
        <translation>无法采用这些数据：{0}。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>OwnLessons</name>
    <message>
        <source>Another folder…</source>
        <translation>另一个文件夹…</translation>
    </message>
    <message>
        <source>Folder of your lessons</source>
        <translation>存放专题的文件夹</translation>
    </message>
    <message>
        <source>Save the lesson</source>
        <translation>保存专题</translation>
    </message>
    <message>
        <source>Saved as “{0}”.</source>
        <translation>已保存为“{0}”。</translation>
    </message>
    <message>
        <source>Save the hand-out</source>
        <translation>保存讲义</translation>
    </message>
    <message>
        <source>Hand-out</source>
        <translation>讲义</translation>
    </message>
    <message>
        <source>Drawing the pages…</source>
        <translation>正在绘制页面…</translation>
    </message>
    <message>
        <source>Stopped: nothing was written.</source>
        <translation>已停止：没有写入任何文件。</translation>
    </message>
</context>
<context>
    <name>OwnSettings</name>
    <message>
        <source>Batch</source>
        <translation>批量</translation>
    </message>
    <message>
        <source>Down: this run has batches of its own size. Up again: all runs have that size.</source>
        <translation>按下：此运行组有自己的批量大小。再次松开：所有运行组都用这个批量大小。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Down: this run sees the same data in the order of its own seed, with which hidden units start, too. Up again: all runs and the data have that seed.</source>
        <translation>按下：此运行组的数据相同，但数据顺序和隐藏单元的初始权重由自己的种子决定。再次松开：所有运行组和数据都用这个种子。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>初值</translation>
    </message>
    <message>
        <source>Down: this run starts where its own start is. Up again: all runs start there.</source>
        <translation>按下：此运行组有自己的初值。再次松开：所有运行组都用这个初值。</translation>
    </message>
</context>
<context>
    <name>PanelDock</name>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Export figure…</source>
        <translation>导出图片…</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>{0} × {1} mm · {2} × {3} pixels · text {4} pt</source>
        <translation>{0} × {1} mm · {2} × {3} 像素 · 文字 {4} pt</translation>
    </message>
    <message>
        <source>Drawing the picture…</source>
        <translation>正在绘制图片…</translation>
    </message>
    <message>
        <source>Stopped: there is no picture.</source>
        <translation>已停止：没有生成图片。</translation>
    </message>
</context>
<context>
    <name>Presenter</name>
    <message>
        <source>{0} / {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>lrgui: presenter</source>
        <translation>lrgui：放映</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>1-D descent</source>
        <translation>一维梯度下降</translation>
    </message>
    <message>
        <source>1-D</source>
        <translation>一维</translation>
    </message>
    <message>
        <source>1-D descent: loss {0}, derivative {1}</source>
        <translation>一维下降：损失 {0}，导数 {1}</translation>
    </message>
    <message>
        <source>1-D descent: loss {0}, L = {1}</source>
        <translation>一维梯度下降：损失 {0}，L = {1}</translation>
    </message>
    <message>
        <source>2-D classifier</source>
        <translation>二维分类器</translation>
    </message>
    <message>
        <source>2-D</source>
        <translation>二维</translation>
    </message>
    <message>
        <source>{0}: {1} to train, {2} to validate, seed {3}</source>
        <translation>{0}：训练 {1} 个，验证 {2} 个，种子 {3}</translation>
    </message>
    <message>
        <source>data: {0}</source>
        <translation>数据：{0}</translation>
    </message>
    <message>
        <source>distance {0}</source>
        <translation>间距 {0}</translation>
    </message>
    <message>
        <source>{0} hidden {0:unit|units}</source>
        <translation>{0} 个隐藏单元</translation>
    </message>
    <message>
        <source>standardised</source>
        <translation>标准化</translation>
    </message>
    <message>
        <source>weight decay λ = {0}</source>
        <translation>权重衰减 λ = {0}</translation>
    </message>
    <message>
        <source>start (w₁, w₂) = ({0}, {1})</source>
        <translation>初值 (w₁, w₂) = ({0}, {1})</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>曲面</translation>
    </message>
    <message>
        <source>Surface: loss {0}</source>
        <translation>曲面：损失 {0}</translation>
    </message>
    <message>
        <source>Surface: loss {0}, λ₁ = {1}, λ₂ = {2}</source>
        <translation>曲面：损失 {0}，λ₁ = {1}，λ₂ = {2}</translation>
    </message>
    <message>
        <source>start (x, y) = ({0}, {1})</source>
        <translation>初值 (x, y) = ({0}, {1})</translation>
    </message>
    <message>
        <source>Line through points</source>
        <translation>穿过点的直线</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>Line through {0} {0:point|points}: loss {1}, λ₁ = {2}, λ₂ = {3}</source>
        <translation>穿过 {0} 个点的直线：损失 {1}，λ₁ = {2}，λ₂ = {3}</translation>
    </message>
    <message>
        <source>{0} {0:point|points}</source>
        <translation>{0} 个点</translation>
    </message>
    <message>
        <source>start (w, b) = ({0}, {1})</source>
        <translation>初值 (w, b) = ({0}, {1})</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>Something went wrong inside lrgui ({0}). Help ▸ Report a problem tells more.</source>
        <translation>lrgui 内部出错（{0}）。详情见“帮助 ▸ 报告问题”。</translation>
    </message>
    <message>
        <source>The computation was stopped: {0}</source>
        <translation>计算已中止：{0}</translation>
    </message>
</context>
<context>
    <name>QuestionCard</name>
    <message>
        <source>Choose with the mouse or a digit; every one counts.</source>
        <translation>用鼠标或数字键选择；每次都计一票。</translation>
    </message>
    <message>
        <source>Click on the curve.</source>
        <translation>请在曲线上点击。</translation>
    </message>
    <message>
        <source>Move the learning rate below.</source>
        <translation>请拖动下方的学习率。</translation>
    </message>
    <message>
        <source>Draw the curve with the mouse.</source>
        <translation>请用鼠标画出曲线。</translation>
    </message>
    <message>
        <source>That is no number.</source>
        <translation>这不是一个数。</translation>
    </message>
    <message>
        <source>Work it out, type it, and Enter.</source>
        <translation>算出来，输入，再按回车键。</translation>
    </message>
    <message>
        <source>Your prediction</source>
        <translation>你的预测</translation>
    </message>
    <message>
        <source>Your number</source>
        <translation>你的答案</translation>
    </message>
    <message>
        <source>▶ Show it (Page Down)</source>
        <translation>▶ 揭晓（PageDown）</translation>
    </message>
    <message>
        <source>▶ On (Page Down)</source>
        <translation>▶ 继续（PageDown）</translation>
    </message>
</context>
<context>
    <name>RateSummary</name>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>The learning rate of the selected run</source>
        <translation>选中运行组的学习率</translation>
    </message>
</context>
<context>
    <name>ReadingDialog</name>
    <message>
        <source>Reading the data of “{0}”: {1}</source>
        <translation>正在读取“{0}”的数据：{1}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
    <message>
        <source>now {0}</source>
        <translation>现为 {0}</translation>
    </message>
    <message>
        <source>step {0}: {1}</source>
        <translation>第 {0} 步：{1}</translation>
    </message>
    <message>
        <source>step {0}: loss is nan</source>
        <translation>第 {0} 步：损失为 nan</translation>
    </message>
    <message>
        <source>step {0}: loss is nan (0·log 0)</source>
        <translation>第 {0} 步：损失为 nan（0·log&#xa0;0）</translation>
    </message>
    <message>
        <source>step {0}: parameters are not finite</source>
        <translation>第 {0} 步：参数不再有限</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>Clear the list</source>
        <translation>清空列表</translation>
    </message>
</context>
<context>
    <name>Recovering</name>
    <message>
        <source>lrgui ended unexpectedly. Recover the experiment that was open?</source>
        <translation>lrgui 上次意外退出。是否恢复当时打开的实验？</translation>
    </message>
    <message>
        <source>lrgui ended unexpectedly. Recover “{0}”?</source>
        <translation>lrgui 上次意外退出。是否恢复“{0}”？</translation>
    </message>
    <message>
        <source>Its changes were kept on {0}.</source>
        <translation>更改保存于 {0}。</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Ask again later</source>
        <translation>以后再问</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>It cannot be recovered: {0}.</source>
        <translation>无法恢复：{0}。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>RegimeLabel</name>
    <message>
        <source>From this update on the error ‖w − w*‖ stays at or below a millionth of the first one.</source>
        <translation>从这次更新起，误差 ‖w − w*‖ 始终不超过最初的百万分之一。</translation>
    </message>
    <message>
        <source>From this rate on steps grow where the selected run is now, with all data in one batch.</source>
        <translation>以全部数据为一批时，在选中运行组的当前位置，学习率超过此值，步子就会越来越大。</translation>
    </message>
    <message>
        <source>What theory says of this learning rate.</source>
        <translation>理论对这个学习率的判断。</translation>
    </message>
    <message>
        <source>set to {0} = {1}</source>
        <translation>设为 {0} = {1}</translation>
    </message>
    <message>
        <source>no fixed limit</source>
        <translation>无固定上限</translation>
    </message>
    <message>
        <source>stable here</source>
        <translation>此处稳定</translation>
    </message>
    <message>
        <source>unstable here</source>
        <translation>此处不稳定</translation>
    </message>
    <message>
        <source>no bound here</source>
        <translation>此处无界限</translation>
    </message>
    <message>
        <source>below the bound</source>
        <translation>低于界限</translation>
    </message>
    <message>
        <source>above the bound</source>
        <translation>高于界限</translation>
    </message>
    <message>
        <source>crawls</source>
        <translation>缓慢</translation>
    </message>
    <message>
        <source>converges</source>
        <translation>收敛</translation>
    </message>
    <message>
        <source>one step</source>
        <translation>一步到位</translation>
    </message>
    <message>
        <source>overshoots</source>
        <translation>越过后收敛</translation>
    </message>
    <message>
        <source>bounces</source>
        <translation>来回振荡</translation>
    </message>
    <message>
        <source>diverges</source>
        <translation>发散</translation>
    </message>
    <message>
        <source>What will it do?</source>
        <translation>结果会怎样？</translation>
    </message>
    <message>
        <source>crawls: {0}</source>
        <translation>收敛缓慢：{0}</translation>
    </message>
    <message>
        <source>approaches from one side: {0}</source>
        <translation>单侧逼近：{0}</translation>
    </message>
    <message>
        <source>one step to the minimum: η = 1/L</source>
        <translation>一步到达最低点：η = 1/L</translation>
    </message>
    <message>
        <source>overshoots, converges: {0}</source>
        <translation>越过最低点但收敛：{0}</translation>
    </message>
    <message>
        <source>bounces for ever: {0}</source>
        <translation>永远振荡：{0}</translation>
    </message>
    <message>
        <source>diverges: {0} &gt; 1</source>
        <translation>发散：{0} &gt; 1</translation>
    </message>
    <message>
        <source>stable up to η = {0}</source>
        <translation>η 不超过 {0} 时稳定</translation>
    </message>
    <message>
        <source>no guarantee above {0}</source>
        <translation>高于 {0} 时没有保证</translation>
    </message>
    <message>
        <source>below {0}: each update lowers its batch&apos;s loss</source>
        <translation>低于 {0}：每次更新都降低该批的损失</translation>
    </message>
    <message>
        <source>above {0}, the lowest bound of its batches: steps may grow</source>
        <translation>高于 {0}（各批的最低界限）：步长可能增大</translation>
    </message>
    <message>
        <source>no guarantee: the bound {0} holds for a quadratic</source>
        <translation>没有保证：界限 {0} 只适用于二次函数</translation>
    </message>
    <message>
        <source>the curvature decides at each place: no bound for all</source>
        <translation>由各处的曲率决定：没有处处适用的界限</translation>
    </message>
    <message>
        <source>now η = {0}</source>
        <translation>当前 η = {0}</translation>
    </message>
    <message>
        <source>now η = {0} in 1-D</source>
        <translation>当前 η = {0}（一维）</translation>
    </message>
    <message>
        <source>not a million times closer up to update {0}</source>
        <translation>到第 {0} 次更新，距离还未缩小到百万分之一</translation>
    </message>
    <message>
        <source>not a million times closer up to update {0} (theory: {1})</source>
        <translation>到第 {0} 次更新，距离还未缩小到百万分之一（理论：{1} 次）</translation>
    </message>
    <message>
        <source>a million times closer after {0} {0:update|updates}</source>
        <translation>{0} 次更新后距离缩小到百万分之一</translation>
    </message>
    <message>
        <source>a million times closer after {0} {0:update|updates} (theory: {1})</source>
        <translation>{0} 次更新后距离缩小到百万分之一（理论：{1} 次）</translation>
    </message>
    <message>
        <source>stable here up to η = {1} ({0})</source>
        <translation>此处 η 不超过 {1} 时稳定（{0}）</translation>
    </message>
    <message>
        <source>{0} = {1} here: η is below it</source>
        <translation>此处 {0} = {1}：η 低于此值</translation>
    </message>
    <message>
        <source>{0} = {1} here: η is above it</source>
        <translation>此处 {0} = {1}：η 高于此值</translation>
    </message>
    <message>
        <source>unstable here above η = {1} ({0})</source>
        <translation>此处 η 高于 {1} 就不稳定（{0}）</translation>
    </message>
    <message>
        <source>From this rate on steps grow where the selected run is now.</source>
        <translation>在所选运行现在的位置，从这个学习率起步子会变大。</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report a problem</source>
        <translation>报告问题</translation>
    </message>
    <message>
        <source>Copy this into a message to whoever looks after lrgui, with a sentence about what you did. Nothing is sent from here; the notes that belong to the experiment are in it.</source>
        <translation>请将以下内容复制到给 lrgui 作者的消息中，并用一句话说明您做了什么。程序不会把任何内容传出去；其中包含实验的备注。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Faults are written to {0}.</source>
        <translation>错误记录在 {0}。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The report is on the clipboard.</source>
        <translation>报告已复制到剪贴板。</translation>
    </message>
</context>
<context>
    <name>RunAsking</name>
    <message>
        <source>Another colour…</source>
        <translation>其他颜色…</translation>
    </message>
    <message>
        <source>Colour of the run</source>
        <translation>运行组的颜色</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>运行组名称</translation>
    </message>
    <message>
        <source>In tables, legends and files; empty for none</source>
        <translation>用于表格、图例和文件；留空则无名称</translation>
    </message>
</context>
<context>
    <name>RunBox</name>
    <message>
        <source>Learning rate η of the selected run</source>
        <translation>选中运行组的学习率 η</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Learning rate, logarithmic</source>
        <translation>学习率（对数）</translation>
    </message>
    <message>
        <source>How far an update goes along the negative gradient; any positive number, 3e-4 too. Several with commas race: 0.01, 0.1, 0.5.</source>
        <translation>每次更新沿负梯度走多远；任何正数均可，也可写成 3e-4。用逗号隔开多个值即同时比较：0.01, 0.1, 0.5。</translation>
    </message>
    <message>
        <source>Drag: everything follows; in fine steps with Shift, or on the ruler below.</source>
        <translation>拖动时一切随之变化；按住 Shift 或在下方的标尺上拖动则以小步变化。</translation>
    </message>
    <message>
        <source>How η changes in the course of the run.</source>
        <translation>训练过程中 η 如何变化。</translation>
    </message>
    <message>
        <source>this schedule for all runs</source>
        <translation>所有运行组都用这个调度</translation>
    </message>
    <message>
        <source>this method for all runs</source>
        <translation>所有运行组都用这个方法</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>What is made of the gradient before the parameters move.</source>
        <translation>参数移动之前对梯度做什么处理。</translation>
    </message>
    <message>
        <source>The learning rate over the run</source>
        <translation>训练过程中的学习率</translation>
    </message>
</context>
<context>
    <name>RunEyes</name>
    <message>
        <source>Show the run</source>
        <translation>显示此运行组</translation>
    </message>
    <message>
        <source>Hide the run</source>
        <translation>隐藏此运行组</translation>
    </message>
    <message>
        <source>Show the others too</source>
        <translation>也显示其他运行组</translation>
    </message>
    <message>
        <source>Show this run only</source>
        <translation>只显示此运行组</translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>Runs</source>
        <translation>运行组</translation>
    </message>
    <message>
        <source>Add a run</source>
        <translation>添加运行组</translation>
    </message>
    <message>
        <source>Duplicate the selected run</source>
        <translation>复制选中的运行组</translation>
    </message>
    <message>
        <source>Give the selected run another colour</source>
        <translation>更换选中运行组的颜色</translation>
    </message>
    <message>
        <source>Remove the selected run</source>
        <translation>删除选中的运行组</translation>
    </message>
    <message>
        <source>best checkpoint</source>
        <translation>最佳检查点</translation>
    </message>
    <message>
        <source>Weights and sample 2 from the checkpoint with the lowest validation loss so far, as the book prints them.</source>
        <translation>采用目前验证集损失最低的检查点的权重与样本 2，与书中打印的一致。</translation>
    </message>
    <message>
        <source>The problem whose figures are shown</source>
        <translation>表中显示哪个问题</translation>
    </message>
    <message>
        <source>+{0} {0:column|columns}</source>
        <translation>另有 {0} 列</translation>
    </message>
    <message>
        <source>Name the run…</source>
        <translation>为运行组命名…</translation>
    </message>
</context>
<context>
    <name>ScheduleFields</name>
    <message>
        <source>The learning rate is multiplied by this in every period (inverse time: divided by 1 + r·t/d).</source>
        <translation>每过一个周期，学习率就乘以该值（逆时间衰减：除以 1 + r·t/d）。</translation>
    </message>
    <message>
        <source>Epochs in which the learning rate decays once; an epoch sees all training data once.</source>
        <translation>学习率衰减一次所需的轮数；一轮把全部训练数据看一遍。</translation>
    </message>
    <message>
        <source>The learning rate at the end of the run, or the lowest.</source>
        <translation>训练结束时的学习率，或学习率的下限。</translation>
    </message>
    <message>
        <source>1 falls in a straight line, 2 like a parabola.</source>
        <translation>1 沿直线下降，2 沿抛物线下降。</translation>
    </message>
    <message>
        <source>The share of η that is left at the end, from 0 to 1.</source>
        <translation>结束时 η 剩下的比例，从 0 到 1。</translation>
    </message>
    <message>
        <source>Epochs in which η rises from 0 to its value at the beginning.</source>
        <translation>开始时 η 从 0 升到设定值所用的轮数。</translation>
    </message>
    <message>
        <source>Epochs for which η stays at its value after the warm-up.</source>
        <translation>预热之后 η 保持不变的轮数。</translation>
    </message>
    <message>
        <source>What η is multiplied by: at every milestone, or where the loss has stopped falling.</source>
        <translation>η 每次乘以的数：在每个里程碑处，或在损失不再下降时。</translation>
    </message>
    <message>
        <source>After so many epochs without a lower loss η is multiplied by the factor. The loss is the one that Keras prints: the mean of what the updates of the epoch saw; of a function every update is an epoch.</source>
        <translation>损失连续这么多轮没有下降后，η 乘以系数。所看的损失就是 Keras 打印的损失：该轮各次更新所见损失的平均值；对函数而言，每次更新就是一轮。</translation>
    </message>
    <message>
        <source>Epochs after each fall of η in which no loss counts as a failure.</source>
        <translation>η 每次降低之后，有多少轮不计未下降的损失。</translation>
    </message>
    <message>
        <source>By so much a loss is to be lower than the lowest so far, or it has not fallen.</source>
        <translation>损失必须比目前的最低值至少低这么多，才算下降。</translation>
    </message>
    <message>
        <source>Epochs after which it begins anew; the nearest whole number of updates.</source>
        <translation>多少轮后重新开始；取最接近的整数次更新。</translation>
    </message>
    <message>
        <source>How many times as long as the one before each period is: 1 keeps the length.</source>
        <translation>每个周期是前一个的几倍长：1 表示长度不变。</translation>
    </message>
    <message>
        <source>Epochs after which η is multiplied by the factor, with commas: 20, 35.</source>
        <translation>在这些轮数之后 η 乘以系数，用逗号分隔：20, 35。</translation>
    </message>
    <message>
        <source>Epochs and shares of η, with straight lines between them in the plot of η: 0: 1, 20: 0.1. Before the first and after the last of them η stays.</source>
        <translation>轮次与 η 的份额，在 η 图中各点之间以直线相连：0: 1, 20: 0.1。第一个点之前和最后一个点之后 η 保持不变。</translation>
    </message>
    <message>
        <source>epoch: share of η. Drag the points in a plot of η; Shift and a click add one, or remove one.</source>
        <translation>先写轮次，后写 η 的份额。在 η 图中拖动各点；按住 Shift 单击可添加或删除一个点。</translation>
    </message>
    <message>
        <source>η falls only at the end of each period.</source>
        <translation>η 只在每个周期结束时下降。</translation>
    </message>
    <message>
        <source>staircase</source>
        <translation>阶梯式</translation>
    </message>
    <message>
        <source>= {0} {0:update|updates}</source>
        <translation>= {0} 次更新</translation>
    </message>
    <message>
        <source>watches the loss before each update</source>
        <translation>监视每次更新前的损失</translation>
    </message>
    <message>
        <source>watches each epoch&apos;s loss as Keras prints it</source>
        <translation>监视每轮的损失，与 Keras 打印的相同</translation>
    </message>
</context>
<context>
    <name>Sizes</name>
    <message>
        <source>Slide 16:9 (PowerPoint)</source>
        <translation>幻灯片 16:9（PowerPoint）</translation>
    </message>
    <message>
        <source>Half a slide 16:9 (PowerPoint)</source>
        <translation>半张幻灯片 16:9（PowerPoint）</translation>
    </message>
    <message>
        <source>Whole slide 16:9 (Beamer), 160 × 90 mm</source>
        <translation>整张幻灯片 16:9（Beamer），160 × 90 mm</translation>
    </message>
    <message>
        <source>Half a slide 16:9 (Beamer)</source>
        <translation>半张幻灯片 16:9（Beamer）</translation>
    </message>
    <message>
        <source>Under a title (Beamer), 140 × 65 mm</source>
        <translation>标题下方（Beamer），140 × 65 mm</translation>
    </message>
    <message>
        <source>Column under a title (Beamer), 68 × 65 mm</source>
        <translation>标题下方的一栏（Beamer），68 × 65 mm</translation>
    </message>
    <message>
        <source>A4 column, 84 mm</source>
        <translation>A4 单栏，84 mm</translation>
    </message>
    <message>
        <source>A4 full width, 170 mm</source>
        <translation>A4 通栏，170 mm</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>正方形</translation>
    </message>
    <message>
        <source>Screen, 1280 × 720 pixels</source>
        <translation>屏幕，1280 × 720 像素</translation>
    </message>
    <message>
        <source>Screen, 1920 × 1080 pixels</source>
        <translation>屏幕，1920 × 1080 像素</translation>
    </message>
    <message>
        <source>Screen, 3840 × 2160 pixels</source>
        <translation>屏幕，3840 × 2160 像素</translation>
    </message>
    <message>
        <source>Own size</source>
        <translation>自定尺寸</translation>
    </message>
</context>
<context>
    <name>Spoken</name>
    <message>
        <source>step {0}, {1}, loss {2}, {3}</source>
        <translation>第 {0} 步，{1}，损失 {2}，{3}</translation>
    </message>
    <message>
        <source>epoch {0}, loss {1}, accuracy {2}, {3}</source>
        <translation>第 {0} 轮，损失 {1}，准确率 {2}，{3}</translation>
    </message>
</context>
<context>
    <name>StabilityRuler</name>
    <message>
        <source>What learning rates do</source>
        <translation>各种学习率的效果</translation>
    </message>
    <message>
        <source>Set η to {0} = {1}</source>
        <translation>将 η 设为 {0} = {1}</translation>
    </message>
    <message>
        <source>concealed until the answer</source>
        <translation>回答之前隐藏</translation>
    </message>
    <message>
        <source>its bound changes with every update</source>
        <translation>其界限随每次更新而变</translation>
    </message>
    <message>
        <source>2-D: {0}</source>
        <translation>二维：{0}</translation>
    </message>
    <message>
        <source>where the run is now: {0} = {1}</source>
        <translation>运行现在的位置：{0} = {1}</translation>
    </message>
    <message>
        <source>stable: η below {1}, for the loss is nowhere curved more than L</source>
        <translation>稳定：η 小于 {1}，因为损失的曲率处处不超过 L</translation>
    </message>
    <message>
        <source>η below {1}: each update lowers the loss of its own batch</source>
        <translation>η 低于 {1}：每次更新都降低该批自己的损失</translation>
    </message>
    <message>
        <source>η above {0}: it depends on where training is, see the mark</source>
        <translation>η 大于 {0}：取决于训练所处的位置，见标记</translation>
    </message>
    <message>
        <source>crawls: η below {1}</source>
        <translation>收敛缓慢：η 小于 {1}</translation>
    </message>
    <message>
        <source>its bound changes with the place</source>
        <translation>界限随位置变化</translation>
    </message>
    <message>
        <source>2-D classifier: {0} = {1}</source>
        <translation>二维分类器：{0} = {1}</translation>
    </message>
    <message>
        <source>approaches from one side: η from {0} to {1}</source>
        <translation>单侧逼近：η 从 {0} 到 {1}</translation>
    </message>
    <message>
        <source>overshoots, converges: η from {0} to {1}</source>
        <translation>越过最低点但收敛：η 从 {0} 到 {1}</translation>
    </message>
    <message>
        <source>diverges: η above {0}</source>
        <translation>发散：η 大于 {0}</translation>
    </message>
</context>
<context>
    <name>StepsPanel</name>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>The problem whose steps are shown</source>
        <translation>显示哪个问题的步骤</translation>
    </message>
    <message>
        <source>Copy or export the table</source>
        <translation>复制或导出表格</translation>
    </message>
    <message>
        <source>η = {0}</source>
        <translation>η = {0}</translation>
    </message>
    <message>
        <source>run {0}</source>
        <translation>运行组 {0}</translation>
    </message>
    <message>
        <source>+{0} {0:column|columns}</source>
        <translation>另有 {0} 列</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Lesson</source>
        <translation>专题</translation>
    </message>
    <message>
        <source>Leave the lesson</source>
        <translation>离开专题</translation>
    </message>
    <message>
        <source>Put this away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Begin with lesson 1</source>
        <translation>从专题 1 开始</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>The experiment is not what this page says; “{0}” brings it back.</source>
        <translation>试验已不是这一页所说的；“{0}”可以恢复。</translation>
    </message>
    <message>
        <source>{0} / {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>stage {0}</source>
        <translation>第 {0} 步</translation>
    </message>
    <message>
        <source>&lt;b&gt;Space&lt;/b&gt; plays, &lt;b&gt;→&lt;/b&gt; makes one update, &lt;b&gt;←&lt;/b&gt; takes it back. Drag the learning rate η at the left.</source>
        <translation>按&lt;b&gt;空格&lt;/b&gt;播放，按 &lt;b&gt;→&lt;/b&gt; 更新一次，按 &lt;b&gt;←&lt;/b&gt; 退回一次。试试拖动左侧的学习率 η。</translation>
    </message>
</context>
<context>
    <name>SurfacePanel</name>
    <message>
        <source>step {0}: {1} = {2}, {3} = {4}</source>
        <translation>第 {0} 步：{1} = {2}，{3} = {4}</translation>
    </message>
    <message>
        <source>The loss over x and y, and the path of every run</source>
        <translation>x、y 平面上的损失与各运行组的路径</translation>
    </message>
    <message>
        <source>The loss over w and b, and the path of every run</source>
        <translation>w 和 b 上的损失，以及每个运行组的轨迹</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>曲面</translation>
    </message>
</context>
<context>
    <name>Sweep</name>
    <message>
        <source>What runs come to, against learning rate and batch size</source>
        <translation>不同学习率和批量大小下的训练结果</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>批量大小</translation>
    </message>
    <message>
        <source>batch size {0}</source>
        <translation>批量大小 {0}</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>尚未计算</translation>
    </message>
    <message>
        <source>range test, smoothed</source>
        <translation>学习率范围测试（平滑后）</translation>
    </message>
    <message>
        <source>sweep: final loss</source>
        <translation>扫描：最终损失</translation>
    </message>
    <message>
        <source>The loss within one run whose learning rate is raised</source>
        <translation>一次训练中学习率不断升高时的损失</translation>
    </message>
    <message>
        <source>learning rate η, raised at every update</source>
        <translation>学习率 η（每次更新后升高）</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>valley {0}</source>
        <translation>谷 {0}</translation>
    </message>
    <message>
        <source>steepest {0}</source>
        <translation>下降最快 {0}</translation>
    </message>
    <message>
        <source>- - sweep: best {0}</source>
        <translation>- - 扫描最佳 {0}</translation>
    </message>
    <message>
        <source>loss not finite from {0}</source>
        <translation>从 {0} 起损失不是有限数</translation>
    </message>
    <message>
        <source>too high from {0}: the test ends</source>
        <translation>从 {0} 起过高，测试结束</translation>
    </message>
    <message>
        <source>loss {0}</source>
        <translation>损失 {0}</translation>
    </message>
    <message>
        <source>smoothed {0}</source>
        <translation>平滑后 {0}</translation>
    </message>
    <message>
        <source>median of {0} {0:seed|seeds}</source>
        <translation>{0} 个种子的中位数</translation>
    </message>
    <message>
        <source>{0} at every rate</source>
        <translation>各学习率的{0}</translation>
    </message>
    <message>
        <source>theory (1 − ηL)²ⁿ</source>
        <translation>理论 (1 − ηL)²ⁿ</translation>
    </message>
    <message>
        <source>What runs come to, against their learning rate</source>
        <translation>不同学习率下的训练结果</translation>
    </message>
    <message>
        <source>best {0}</source>
        <translation>最佳 {0}</translation>
    </message>
    <message>
        <source>diverges from {0} (tried)</source>
        <translation>从 {0} 起发散（试过的）</translation>
    </message>
    <message>
        <source>quartiles {0}</source>
        <translation>四分位数 {0}</translation>
    </message>
    <message>
        <source>theory {0}</source>
        <translation>理论 {0}</translation>
    </message>
    <message>
        <source>of the experiment before the edit</source>
        <translation>属于修改前的实验</translation>
    </message>
    <message>
        <source>validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>validation accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>updates to target</source>
        <translation>达标更新次数</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>未达到</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>updates to loss {0}</source>
        <translation>损失降到 {0} 的更新次数</translation>
    </message>
    <message>
        <source>learning rate η · {0} {0:update|updates}</source>
        <translation>学习率 η · {0} 次更新</translation>
    </message>
    <message>
        <source>learning rate η · {0} {0:epoch|epochs}</source>
        <translation>学习率 η · {0} 轮</translation>
    </message>
    <message>
        <source>{0} of {1} batch {1:size|sizes}</source>
        <translation>批量大小 {0}/{1}</translation>
    </message>
    <message>
        <source>{0} of the map</source>
        <translation>已完成图的 {0}</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>{0} of {1} {1:seed|seeds}</source>
        <translation>种子 {0}/{1}</translation>
    </message>
    <message>
        <source>update {0} of {1}</source>
        <translation>更新 {0}/{1}</translation>
    </message>
    <message>
        <source>epoch {0} of {1}</source>
        <translation>第 {0} 轮，共 {1} 轮</translation>
    </message>
    <message>
        <source>no rate reaches a loss of {0}</source>
        <translation>没有学习率能使损失降到 {0}</translation>
    </message>
    <message>
        <source>no rate converges</source>
        <translation>没有学习率收敛</translation>
    </message>
    <message>
        <source>best η = {0}</source>
        <translation>最佳 η = {0}</translation>
    </message>
    <message>
        <source>best η = {0}, at the end of the range</source>
        <translation>最佳 η = {0}，在范围的尽头</translation>
    </message>
    <message>
        <source>within 5 %: {0} … {1}</source>
        <translation>相差 5 % 以内：{0} … {1}</translation>
    </message>
    <message>
        <source>within 5 %: {0} only</source>
        <translation>相差 5 % 以内：仅 {0}</translation>
    </message>
    <message>
        <source>no divergence up to {0}</source>
        <translation>直到 {0} 均不发散</translation>
    </message>
    <message>
        <source>theory (1 − ηλ)²ⁿ</source>
        <translation>理论 (1 − ηλ)²ⁿ</translation>
    </message>
    <message>
        <source>theory ∏(1 − ηₜL)²</source>
        <translation>理论 ∏(1 − ηₜL)²</translation>
    </message>
    <message>
        <source>theory ∏(1 − ηₜλ)²</source>
        <translation>理论 ∏(1 − ηₜλ)²</translation>
    </message>
    <message>
        <source>colour: the minimum that is reached, grey: none · a click goes there</source>
        <translation>颜色：到达的极小点，灰色：未到达 · 单击即可设为该处</translation>
    </message>
    <message>
        <source>this curve has no minimum to be reached</source>
        <translation>这条曲线没有可到达的极小点</translation>
    </message>
    <message>
        <source>median and quartiles of {0} {0:seed|seeds}</source>
        <translation>{0} 个种子的中位数和四分位数</translation>
    </message>
    <message>
        <source>best: η = {0} with batch size {1} · {2} {3}</source>
        <translation>最佳：η = {0}，批量大小 {1} · {2} {3}</translation>
    </message>
    <message>
        <source>the loss never fell: no rate can be read</source>
        <translation>损失从未下降：读不出学习率</translation>
    </message>
    <message>
        <source>fastai&apos;s valley η = {0}, steepest {1}</source>
        <translation>fastai 的“谷”η = {0}，下降最快处 {1}</translation>
    </message>
    <message>
        <source>best of the sweep: {0}</source>
        <translation>扫描最佳：{0}</translation>
    </message>
    <message>
        <source>stopped at η = {0}</source>
        <translation>在 η = {0} 处停止</translation>
    </message>
    <message>
        <source>one run of {0} {0:update|updates}</source>
        <translation>一次训练，{0} 次更新</translation>
    </message>
    <message>
        <source>to w = {0}</source>
        <translation>到 w = {0}</translation>
    </message>
    <message>
        <source>Which minimum is reached, against learning rate and start</source>
        <translation>不同学习率和起点到达哪个极小点</translation>
    </message>
    <message>
        <source>start w₀</source>
        <translation>起点 w₀</translation>
    </message>
    <message>
        <source>updates until it is there</source>
        <translation>到达所需的更新次数</translation>
    </message>
    <message>
        <source>at no minimum after {0} {0:update|updates}</source>
        <translation>{0} 次更新后未到达任何极小点</translation>
    </message>
    <message>
        <source>at w = {0} from update {1} on</source>
        <translation>从第 {1} 次更新起位于 w = {0}</translation>
    </message>
</context>
<context>
    <name>SweepPanel</name>
    <message>
        <source>Sweep</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Batch × η</source>
        <translation>批量大小 × η</translation>
    </message>
    <message>
        <source>{0} {0:seed|seeds}</source>
        <translation>{0} 个种子</translation>
    </message>
    <message>
        <source>What runs come to at every learning rate, as if it were set at their start.</source>
        <translation>每个学习率从头训练后的结果。</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Start × η</source>
        <translation>起点 × η</translation>
    </message>
    <message>
        <source>The same for several batch sizes, each trained for the same epochs.</source>
        <translation>对多种批量大小做同样的扫描，训练轮数都相同。</translation>
    </message>
    <message>
        <source>Range test: the loss within one short run whose learning rate is raised at every update.</source>
        <translation>学习率范围测试：在一次短训练中每次更新都升高学习率时的损失。</translation>
    </message>
    <message>
        <source>Which minimum of the curve is reached from every start with every learning rate.</source>
        <translation>从每个起点、用每个学习率会到达曲线的哪个极小点。</translation>
    </message>
    <message>
        <source>What is shown of many learning rates</source>
        <translation>显示多个学习率的哪种结果</translation>
    </message>
    <message>
        <source>The problem that is trained</source>
        <translation>要训练的问题</translation>
    </message>
    <message>
        <source>What learning rates are compared by</source>
        <translation>比较学习率的指标</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>The training loss to be reached</source>
        <translation>要达到的训练损失</translation>
    </message>
    <message>
        <source>How many seeds are trained with</source>
        <translation>用多少个种子训练</translation>
    </message>
    <message>
        <source>How many seeds are trained with: of several the median and the quartiles.</source>
        <translation>用多少个种子训练：多个时显示中位数和四分位数。</translation>
    </message>
    <message>
        <source>concealed until the answer</source>
        <translation>回答之前隐藏</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>正在计算…</translation>
    </message>
</context>
<context>
    <name>TableDialog</name>
    <message>
        <source>Export table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>The first lines</source>
        <translation>开头几行</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行组</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>位数</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>First step</source>
        <translation>起始步</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>结束步</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>标点</translation>
    </message>
    <message>
        <source>Significant digits. Numbers before an update have as many more as it takes for it to add up.</source>
        <translation>有效数字的位数。更新前的数会多给几位，使人按所印数字手算也得到同样结果。</translation>
    </message>
    <message>
        <source>Spreadsheets read a file as it is where their decimal mark is the file&apos;s.</source>
        <translation>文件的小数点与电子表格的相同时，可以直接打开。</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行组</translation>
    </message>
    <message>
        <source>One update</source>
        <translation>一次更新</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>0.5,1.5 for programs</source>
        <translation>0.5,1.5（供程序读取）</translation>
    </message>
    <message>
        <source>0.5,1.5 for spreadsheets</source>
        <translation>0.5,1.5（供电子表格）</translation>
    </message>
    <message>
        <source>0,5;1,5 for spreadsheets</source>
        <translation>0,5;1,5（供电子表格）</translation>
    </message>
    <message>
        <source>{0} {0:digit|digits}</source>
        <translation>{0} 位</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>精确</translation>
    </message>
    <message>
        <source>Rounded, to be read</source>
        <translation>舍入，便于查看</translation>
    </message>
    <message>
        <source>{0} {0:row|rows}, after update {1}</source>
        <translation>{0} 行，第 {1} 次更新之后</translation>
    </message>
    <message>
        <source>{0} {0:row|rows}, about {1}</source>
        <translation>{0} 行，约 {1}</translation>
    </message>
    <message>
        <source>There is no row between these steps.</source>
        <translation>这些步之间没有数据行。</translation>
    </message>
</context>
<context>
    <name>Tables</name>
    <message>
        <source>run</source>
        <translation>运行组</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>批量大小</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>start</source>
        <translation>初值</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>loss before</source>
        <translation>更新前损失</translation>
    </message>
    <message>
        <source>loss after</source>
        <translation>更新后损失</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>validation accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>best step</source>
        <translation>最佳步数</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>try</source>
        <translation>尝试</translation>
    </message>
    <message>
        <source>quantity</source>
        <translation>量</translation>
    </message>
    <message>
        <source>loss of the batch</source>
        <translation>批的损失</translation>
    </message>
    <message>
        <source>epoch so far</source>
        <translation>本轮至今</translation>
    </message>
    <message>
        <source>loss, smoothed</source>
        <translation>损失（平滑）</translation>
    </message>
    <message>
        <source>‖g‖, smoothed</source>
        <translation>‖g‖（平滑）</translation>
    </message>
    <message>
        <source>2/λ of the batch</source>
        <translation>该批的 2/λ</translation>
    </message>
    <message>
        <source>2/λ of all data</source>
        <translation>全部数据的 2/λ</translation>
    </message>
    <message>
        <source>sample 1</source>
        <translation>样本 1</translation>
    </message>
    <message>
        <source>sample 2</source>
        <translation>样本 2</translation>
    </message>
    <message>
        <source>sample 3</source>
        <translation>样本 3</translation>
    </message>
    <message>
        <source>gradient {0}</source>
        <translation>梯度 {0}</translation>
    </message>
    <message>
        <source>direction {0}</source>
        <translation>方向 {0}</translation>
    </message>
    <message>
        <source>start {0}</source>
        <translation>初值 {0}</translation>
    </message>
    <message>
        <source>best {0}</source>
        <translation>最佳 {0}</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>隐藏单元</translation>
    </message>
    <message>
        <source>{0}, now {1}</source>
        <translation>{0}，此刻 {1}</translation>
    </message>
    <message>
        <source>{0} before</source>
        <translation>更新前 {0}</translation>
    </message>
    <message>
        <source>{0} after</source>
        <translation>更新后 {0}</translation>
    </message>
    <message>
        <source>val. loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>val. accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>{0} {0:character|characters}</source>
        <translation>{0} 个字符</translation>
    </message>
    <message>
        <source>The table has about {0}, too much for the clipboard: export it to a file.</source>
        <translation>表格约 {0}，剪贴板放不下：请导出为文件。</translation>
    </message>
    <message>
        <source>Copying the table…</source>
        <translation>正在复制表格…</translation>
    </message>
    <message>
        <source>Stopped: nothing was copied.</source>
        <translation>已停止：没有复制任何内容。</translation>
    </message>
    <message>
        <source>Copied a table: {0} {0:row|rows}</source>
        <translation>已复制表格：{0} 行</translation>
    </message>
    <message>
        <source>Export table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Writing {0}…</source>
        <translation>正在写入 {0}…</translation>
    </message>
    <message>
        <source>Stopped: {0} was not written.</source>
        <translation>已停止：{0} 未写入。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Text for a spreadsheet</source>
        <translation>电子表格文本</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>LaTeX (booktabs)</source>
        <translation>LaTeX（booktabs）</translation>
    </message>
    <message>
        <source>As printed by TensorFlow</source>
        <translation>TensorFlow 打印格式</translation>
    </message>
    <message>
        <source>Run {0} (η = {1})</source>
        <translation>运行组 {0}（η = {1}）</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>drawn</source>
        <translation>已显示</translation>
    </message>
    <message>
        <source>Show the run</source>
        <translation>显示此运行组</translation>
    </message>
    <message>
        <source>Hide the run</source>
        <translation>隐藏此运行组</translation>
    </message>
    <message>
        <source>{0}; with Shift: this run only</source>
        <translation>{0}；按住 Shift：只显示此运行组</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Playing</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Updates per second while playing, at first the whole run in twelve seconds; at the right end as fast as it can be drawn.</source>
        <translation>播放时每秒的更新次数；默认 12 秒播完全程，最右端为能画多快就多快。</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Drag or click to go to any update.</source>
        <translation>拖动或单击，可到任意一次更新。</translation>
    </message>
    <message>
        <source>Cancel the computation: back to the settings before</source>
        <translation>取消计算，恢复之前的设置</translation>
    </message>
    <message>
        <source>Cancel the computation</source>
        <translation>取消计算</translation>
    </message>
    <message>
        <source>Progress of the computation</source>
        <translation>计算进度</translation>
    </message>
    <message>
        <source>Computing; the playhead can go as far as it has come.</source>
        <translation>正在计算；当前位置只能移到已算完的地方。</translation>
    </message>
    <message>
        <source>flat out</source>
        <translation>全速</translation>
    </message>
    <message>
        <source>{0} it/s</source>
        <translation>{0} 次/秒</translation>
    </message>
    <message>
        <source>step {0} / {1}</source>
        <translation>第 {0} / {1} 步</translation>
    </message>
    <message>
        <source>step {0} / {1} · iteration {2} / {3}</source>
        <translation>第 {0} / {1} 步 · 迭代 {2} / {3}</translation>
    </message>
    <message>
        <source>step {0} / {1} · epoch {2} / {3}</source>
        <translation>第 {0} / {1} 步 · 第 {2} / {3} 轮</translation>
    </message>
    <message>
        <source>iteration {0} / {1} · epoch {2} / {3}</source>
        <translation>迭代 {0} / {1} · 第 {2} / {3} 轮</translation>
    </message>
    <message>
        <source>iteration {0} / {1}</source>
        <translation>迭代 {0} / {1}</translation>
    </message>
    <message>
        <source>{0} / {1} {1:sample|samples}</source>
        <translation>样本 {0} / {1}</translation>
    </message>
    <message>
        <source>epoch {0} / {1}</source>
        <translation>轮 {0} / {1}</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
</context>
<context>
    <name>UpdateSheet</name>
    <message>
        <source>The samples of the batch, one by one</source>
        <translation>这一批的样本，逐个列出</translation>
    </message>
    <message>
        <source>The rates that were tried</source>
        <translation>试过的学习率</translation>
    </message>
    <message>
        <source>From the gradient to the new parameters</source>
        <translation>从梯度到新的参数</translation>
    </message>
    <message>
        <source>The next update is concealed.</source>
        <translation>下一次更新暂时隐藏。</translation>
    </message>
    <message>
        <source>With hidden units a pull has as many parts as there are weights; the errors go back through all.</source>
        <translation>有隐藏单元时，拉力的分量与权重一样多，误差反向传播经过所有权重。</translation>
    </message>
    <message>
        <source>Here more digits would be needed than there are to calculate by hand.</source>
        <translation>此处手算所需的位数超过了现有的位数。</translation>
    </message>
    <message>
        <source>sample {0}: {1}</source>
        <translation>样本 {0}：{1}</translation>
    </message>
</context>
<context>
    <name>Verdicts</name>
    <message>
        <source>oscillates</source>
        <translation>振荡</translation>
    </message>
    <message>
        <source>away</source>
        <translation>已远离</translation>
    </message>
    <message>
        <source>undefined</source>
        <translation>无定义</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>已发散</translation>
    </message>
    <message>
        <source>loss was nan</source>
        <translation>损失出现过 nan</translation>
    </message>
    <message>
        <source>at the start</source>
        <translation>在起点</translation>
    </message>
    <message>
        <source>converged</source>
        <translation>已收敛</translation>
    </message>
    <message>
        <source>converging</source>
        <translation>收敛中</translation>
    </message>
    <message>
        <source>crawling</source>
        <translation>收敛缓慢</translation>
    </message>
    <message>
        <source>coming nearer</source>
        <translation>正在靠近</translation>
    </message>
    <message>
        <source>moving away</source>
        <translation>正在远离</translation>
    </message>
    <message>
        <source>oscillates within ±{1}</source>
        <translation>在 ±{1} 内振荡</translation>
    </message>
    <message>
        <source>bouncing</source>
        <translation>振荡</translation>
    </message>
    <message>
        <source>away since step {0}</source>
        <translation>从第 {0} 步起远离</translation>
    </message>
    <message>
        <source>diverging</source>
        <translation>发散中</translation>
    </message>
    <message>
        <source>undefined from step {0}</source>
        <translation>从第 {0} 步起无定义</translation>
    </message>
    <message>
        <source>diverged at step {0}</source>
        <translation>第 {0} 步发散</translation>
    </message>
    <message>
        <source>stuck in rounding</source>
        <translation>因舍入停滞</translation>
    </message>
    <message>
        <source>at rest</source>
        <translation>静止</translation>
    </message>
    <message>
        <source>at rest on a saddle</source>
        <translation>停在鞍点上</translation>
    </message>
    <message>
        <source>loss falling</source>
        <translation>损失下降</translation>
    </message>
    <message>
        <source>loss rising</source>
        <translation>损失上升</translation>
    </message>
    <message>
        <source>above its start</source>
        <translation>高于起点</translation>
    </message>
    <message>
        <source>first nan at step {0}</source>
        <translation>第 {0} 步首次出现 nan</translation>
    </message>
    <message>
        <source>{0}, minimum at {1}</source>
        <translation>{0}，极小值在 {1}</translation>
    </message>
</context>
<context>
    <name>WeightsPanel</name>
    <message>
        <source>Training loss over the weights, and the path of every run</source>
        <translation>权重平面上的训练损失与各运行组的路径</translation>
    </message>
    <message>
        <source>{0} of the standardised feature</source>
        <translation>标准化特征的 {0}</translation>
    </message>
    <message>
        <source>hidden units: too many weights for a plane</source>
        <translation>隐藏单元：权重太多，平面上画不下</translation>
    </message>
    <message>
        <source>solutions: w₁ ≈ {0} ≈ {1}</source>
        <translation>解：w₁ ≈ {0} ≈ {1}</translation>
    </message>
    <message>
        <source>noise ball: η = {0}, batch size {1}</source>
        <translation>噪声球：η = {0}，批量大小 {1}</translation>
    </message>
    <message>
        <source>step {0}: w₁ = {1}, w₂ = {2}</source>
        <translation>第 {0} 步：w₁ = {1}，w₂ = {2}</translation>
    </message>
    <message>
        <source>b of the run</source>
        <translation>运行组的 b</translation>
    </message>
    <message>
        <source>best b</source>
        <translation>最佳 b</translation>
    </message>
    <message>
        <source>Weight space</source>
        <translation>权重空间</translation>
    </message>
    <message>
        <source>Dashed: where this η keeps the run (two deviations), if the loss is the bowl that it is at its minimum and every epoch is shuffled anew. What counts is η/m.</source>
        <translation>虚线：若损失处处如其最低点处的碗形、且每轮重新打乱，当前 η 使运行停留的范围（两倍标准差）。起作用的是 η/m。</translation>
    </message>
    <message>
        <source>The b of the contours</source>
        <translation>等高线所用的 b</translation>
    </message>
    <message>
        <source>The training loss with the selected run&apos;s b, which moves while it learns.</source>
        <translation>以选中运行组的 b 计算的训练损失；b 随训练而变。</translation>
    </message>
    <message>
        <source>The training loss with the b that is best at each point: a valley that never ends.</source>
        <translation>每一点都取最佳 b 的训练损失：一条没有尽头的山谷。</translation>
    </message>
    <message>
        <source>in units of the data: boundary {0} · w₁ = {1} · w₂ = {2} · b = {3}</source>
        <translation>按数据的单位：分界线 {0} · w₁ = {1} · w₂ = {2} · b = {3}</translation>
    </message>
    <message>
        <source>w₁/w₂ = {0} · b/w₂ = {1} · boundary {2}</source>
        <translation>w₁/w₂ = {0} · b/w₂ = {1} · 分界线 {2}</translation>
    </message>
    <message>
        <source>w₁ = {0} · w₂ = {1}</source>
        <translation>w₁ = {0} · w₂ = {1}</translation>
    </message>
    <message>
        <source>contours of {0} of {1}</source>
        <translation>等高线取自 {1} 个训练样本中的 {0} 个</translation>
    </message>
</context>
<context>
    <name>WhatIf</name>
    <message>
        <source>from the start</source>
        <translation>从头开始</translation>
    </message>
    <message>
        <source>from here on</source>
        <translation>从当前步起</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>starts anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>修改生效</translation>
    </message>
    <message>
        <source>Whether an edit of this run applies from update 0, or from the playhead on.</source>
        <translation>对运行组的修改从头生效，还是从当前位置起生效。</translation>
    </message>
    <message>
        <source>The schedule</source>
        <translation>调度</translation>
    </message>
    <message>
        <source>Whether the schedule goes on at its place with what is changed here, or starts anew from here.</source>
        <translation>学习率调度按原来的进度继续，还是从当前步起重新开始。</translation>
    </message>
    <message>
        <source>η of the next update: {0}</source>
        <translation>下一次更新的 η：{0}</translation>
    </message>
</context>
<context>
    <name>_Failure</name>
    <message>
        <source>Not computed: the plots show what was before.</source>
        <translation>未能计算：图中显示的是之前的结果。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>_Header</name>
    <message>
        <source>Reset zoom</source>
        <translation>还原缩放</translation>
    </message>
    <message>
        <source>Export the figure, or drag it into another program</source>
        <translation>导出图片，或将其拖到其他程序中</translation>
    </message>
    <message>
        <source>Back to all panels</source>
        <translation>还原所有面板</translation>
    </message>
    <message>
        <source>Maximise the panel</source>
        <translation>最大化面板</translation>
    </message>
    <message>
        <source>Float, or put back</source>
        <translation>浮动 / 放回</translation>
    </message>
    <message>
        <source>Hide; the View menu brings it back</source>
        <translation>隐藏（可在“视图”菜单中恢复）</translation>
    </message>
</context>
</TS>
