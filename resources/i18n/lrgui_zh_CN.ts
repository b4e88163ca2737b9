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
        <source>To end</source>
        <translation>跳到结尾</translation>
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
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Add a run</source>
        <translation>添加方案</translation>
    </message>
    <message>
        <source>Duplicate the run</source>
        <translation>复制方案</translation>
    </message>
    <message>
        <source>Remove the run</source>
        <translation>删除方案</translation>
    </message>
    <message>
        <source>Select the run above</source>
        <translation>选中上一个方案</translation>
    </message>
    <message>
        <source>Select the run below</source>
        <translation>选中下一个方案</translation>
    </message>
    <message>
        <source>Type a learning rate</source>
        <translation>输入学习率</translation>
    </message>
    <message>
        <source>Reset zoom of all plots</source>
        <translation>还原所有图的缩放</translation>
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
        <source>Keys</source>
        <translation>快捷键</translation>
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
    <name>BoundaryPanel</name>
    <message>
        <source>2-D classifier</source>
        <translation>二维分类器</translation>
    </message>
    <message>
        <source>Training data, probability and the boundary of every run</source>
        <translation>训练数据、概率与各方案的分界线</translation>
    </message>
    <message>
        <source>accuracy {0} · sample 2 → {1}</source>
        <translation>准确率 {0} · 样本 2 → {1}</translation>
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
        <source>epoch {0}</source>
        <translation>第 {0} 轮</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>(w + 1)²</source>
        <translation>(w + 1)²</translation>
    </message>
    <message>
        <source>learning rate η</source>
        <translation>学习率 η</translation>
    </message>
</context>
<context>
    <name>CurvesPanel</name>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>1-D loss</source>
        <translation>一维损失</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>η</source>
        <translation>η</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>The loss (w + 1)² of the 1-D descent after every update.</source>
        <translation>一维梯度下降每次更新后的损失 (w + 1)²。</translation>
    </message>
    <message>
        <source>The classifier&apos;s training and validation loss, every half epoch.</source>
        <translation>分类器在训练集和验证集上的损失，每半轮一个点。</translation>
    </message>
    <message>
        <source>The share of right answers in training and validation data.</source>
        <translation>训练集和验证集上预测正确的比例。</translation>
    </message>
    <message>
        <source>The learning rate that every update is made with.</source>
        <translation>每次更新所用的学习率。</translation>
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
        <source>what comes</source>
        <translation>显示后续</translation>
    </message>
    <message>
        <source>Show the curves beyond the playhead too, paler.</source>
        <translation>播放头之后的曲线也显示，颜色较浅。</translation>
    </message>
    <message>
        <source>— training   - - validation</source>
        <translation>— 训练集   - - 验证集</translation>
    </message>
</context>
<context>
    <name>DescentPanel</name>
    <message>
        <source>1-D descent</source>
        <translation>一维梯度下降</translation>
    </message>
    <message>
        <source>loss = (w + 1)²</source>
        <translation>损失 = (w + 1)²</translation>
    </message>
    <message>
        <source>The parabola and the path of every run</source>
        <translation>抛物线与各方案的路径</translation>
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
        <source>The next update is being computed.</source>
        <translation>正在计算下一次更新。</translation>
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
        <source>must be one of {choices}</source>
        <translation>必须是下列之一：{choices}</translation>
    </message>
    <message>
        <source>must not be larger than the {high} training samples</source>
        <translation>不能超过训练样本数 {high}</translation>
    </message>
    <message>
        <source>must not be longer than the {high} epochs of the run</source>
        <translation>不能超过训练的 {high} 轮</translation>
    </message>
    <message>
        <source>would make a history of {megabytes} MB; at most {high} MB are allowed</source>
        <translation>记录将占用 {megabytes} MB，最多允许 {high} MB</translation>
    </message>
    <message>
        <source>would make {updates} updates; at most {high} are allowed</source>
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
        <source>{0} = {1}: {2}</source>
        <translation>{0} = {1}：{2}</translation>
    </message>
</context>
<context>
    <name>ExperimentBox</name>
    <message>
        <source>Updates of the 1-D descent; there an epoch is one update.</source>
        <translation>一维梯度下降的更新次数；在那里一轮就是一次更新。</translation>
    </message>
    <message>
        <source>Where w begins in the 1-D descent; it can be dragged in the picture too.</source>
        <translation>一维梯度下降中 w 的初始值，也可以在图中拖动。</translation>
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
        <source>Decides the split and the order of the data: the same seed, the same numbers.</source>
        <translation>决定数据的划分和顺序：种子相同，结果就相同。</translation>
    </message>
    <message>
        <source>The book&apos;s houses in and outside a school district.</source>
        <translation>书中的例子：学区内外的房子。</translation>
    </message>
    <message>
        <source>Textbook: −[y·log p + (1 − y)·log(1 − p)] as written, which is nan when p rounds to 0 or 1. Stable: the same without that.</source>
        <translation>教科书形式：照公式 −[y·log p + (1 − y)·log(1 − p)] 计算，p 舍入为 0 或 1 时得到 nan。稳定形式：同一公式，但不会得到 nan。</translation>
    </message>
    <message>
        <source>Numbers of 64 bits (float64) or 32 bits (float32, as TensorFlow computes).</source>
        <translation>64 位（float64）或 32 位（float32，TensorFlow 用的就是它）浮点数。</translation>
    </message>
    <message>
        <source>Training, for all runs</source>
        <translation>训练（所有方案共用）</translation>
    </message>
    <message>
        <source>Per epoch</source>
        <translation>每轮</translation>
    </message>
    <message>
        <source>Iterations in an epoch: training samples by batch size.</source>
        <translation>每轮的迭代次数：训练样本数除以批大小。</translation>
    </message>
    <message>
        <source>{0} it</source>
        <translation>{0} 次迭代</translation>
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
        <source>In a plot: the wheel zooms, dragging moves the view, a double click brings it back. In the 1-D descent the start can be dragged.</source>
        <translation>在图中：滚轮缩放，拖动平移，双击还原。在一维梯度下降的图中可以拖动起点。</translation>
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
    <name>LessonBox</name>
    <message>
        <source>Lesson and problem</source>
        <translation>课程与问题</translation>
    </message>
    <message>
        <source>Choose a lesson</source>
        <translation>选择课程</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>An experiment with an explanation; your own experiment comes back with undo.</source>
        <translation>带讲解的实验；用“撤销”可以回到自己的实验。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Controls</source>
        <translation>控制栏</translation>
    </message>
    <message>
        <source>1-D descent: loss (w + 1)², L = 2</source>
        <translation>一维梯度下降：损失 (w + 1)²，L = 2</translation>
    </message>
    <message>
        <source>School-district data: {0} to train, {1} to validate, seed {2}</source>
        <translation>学区房数据：训练集 {0}，验证集 {1}，种子 {2}</translation>
    </message>
    <message>
        <source>The computation was stopped: {0}</source>
        <translation>计算已中止：{0}</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
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
        <source>Maximise, and back</source>
        <translation>最大化与还原</translation>
    </message>
    <message>
        <source>Controls</source>
        <translation>控制面板</translation>
    </message>
</context>
<context>
    <name>Names</name>
    <message>
        <source>1-D descent</source>
        <translation>一维梯度下降</translation>
    </message>
    <message>
        <source>2-D classifier</source>
        <translation>二维分类器</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>Exponential decay</source>
        <translation>指数衰减</translation>
    </message>
    <message>
        <source>Inverse time decay</source>
        <translation>逆时间衰减</translation>
    </message>
    <message>
        <source>Polynomial decay</source>
        <translation>多项式衰减</translation>
    </message>
    <message>
        <source>Cosine decay</source>
        <translation>余弦衰减</translation>
    </message>
    <message>
        <source>One cycle</source>
        <translation>单周期</translation>
    </message>
    <message>
        <source>Gradient descent</source>
        <translation>梯度下降</translation>
    </message>
    <message>
        <source>Momentum</source>
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
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率策略</translation>
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
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Momentum μ</source>
        <translation>动量 μ</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
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
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
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
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>方案</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
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
        <source>step {0}: loss is nan (0·log 0)</source>
        <translation>第 {0} 步：损失为 nan（0·log&#xa0;0）</translation>
    </message>
    <message>
        <source>step {0}: parameters are not finite</source>
        <translation>第 {0} 步：参数不再有限</translation>
    </message>
</context>
<context>
    <name>RegimeLabel</name>
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
        <translation>永远震荡：{0}</translation>
    </message>
    <message>
        <source>diverges: {0} &gt; 1</source>
        <translation>发散：{0} &gt; 1</translation>
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
        <source>error × 10⁻⁶ after {0} updates</source>
        <translation>{0} 次更新后误差 ×10⁻⁶</translation>
    </message>
    <message>
        <source>step size adapts: no fixed factor</source>
        <translation>步长自适应：没有固定因子</translation>
    </message>
    <message>
        <source>below the bound {0}: stable</source>
        <translation>低于界限 {0}：稳定</translation>
    </message>
    <message>
        <source>above the bound {0}: may still work</source>
        <translation>高于界限 {0}：仍可能有效</translation>
    </message>
    <message>
        <source>set to 1/L = {0}</source>
        <translation>设为 1/L = {0}</translation>
    </message>
</context>
<context>
    <name>RunBox</name>
    <message>
        <source>from the start</source>
        <translation>从头开始</translation>
    </message>
    <message>
        <source>from here on</source>
        <translation>从此处起</translation>
    </message>
    <message>
        <source>Learning rate η of the selected run</source>
        <translation>选中方案的学习率 η</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How far an update goes along the negative gradient; any positive number, 3e-4 too.</source>
        <translation>一次更新沿负梯度方向走多远；可以是任何正数，也可以写成 3e-4。</translation>
    </message>
    <message>
        <source>Learning rate, logarithmic</source>
        <translation>学习率（对数）</translation>
    </message>
    <message>
        <source>Drag: everything follows.</source>
        <translation>拖动滑块，所有图形随之变化。</translation>
    </message>
    <message>
        <source>The learning rate is multiplied by this in every period (inverse time: divided by 1 + r·t/d).</source>
        <translation>每过一个周期，学习率就乘以该值（逆时间衰减：除以 1 + r·t/d）。</translation>
    </message>
    <message>
        <source>Epochs in which the learning rate decays once; an epoch sees all training data once.</source>
        <translation>学习率衰减一次所需的轮数；一轮把全部训练数据看一遍。</translation>
    </message>
    <message>
        <source>The learning rate at the end of the run.</source>
        <translation>训练结束时的学习率。</translation>
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
        <source>Epochs in which η rises from 0 to its value before the cosine begins.</source>
        <translation>余弦开始之前，η 从 0 升到设定值所用的轮数。</translation>
    </message>
    <message>
        <source>The share of the last velocity that is kept at every update: at least 0, less than 1.</source>
        <translation>每次更新保留上一次速度的比例：不小于 0，小于 1。</translation>
    </message>
    <message>
        <source>How η changes in the course of the run.</source>
        <translation>训练过程中 η 如何变化。</translation>
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
        <source>Changes</source>
        <translation>修改生效</translation>
    </message>
    <message>
        <source>Whether an edit of this run applies from update 0, or from the playhead on.</source>
        <translation>对方案的修改从头生效，还是从播放头处起生效。</translation>
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
    <message>
        <source>= {0} updates</source>
        <translation>= {0} 次更新</translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>sample 2</source>
        <translation>样本 2</translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>1-D</source>
        <translation>一维</translation>
    </message>
    <message>
        <source>2-D</source>
        <translation>二维</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Add a run</source>
        <translation>添加方案</translation>
    </message>
    <message>
        <source>Duplicate the selected run</source>
        <translation>复制选中的方案</translation>
    </message>
    <message>
        <source>Give the selected run another colour</source>
        <translation>更换选中方案的颜色</translation>
    </message>
    <message>
        <source>Remove the selected run</source>
        <translation>删除选中的方案</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最佳</translation>
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
        <source>Another colour…</source>
        <translation>其他颜色…</translation>
    </message>
    <message>
        <source>Colour of the run</source>
        <translation>方案的颜色</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Explanation</source>
        <translation>讲解</translation>
    </message>
    <message>
        <source>Put the explanation away</source>
        <translation>收起讲解</translation>
    </message>
    <message>
        <source>&lt;b&gt;Space&lt;/b&gt; plays, &lt;b&gt;→&lt;/b&gt; makes one update, &lt;b&gt;←&lt;/b&gt; takes it back. Drag the learning rate η at the left.</source>
        <translation>按&lt;b&gt;空格&lt;/b&gt;播放，按 &lt;b&gt;→&lt;/b&gt; 更新一次，按 &lt;b&gt;←&lt;/b&gt; 退回一次。试试拖动左侧的学习率 η。</translation>
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
        <source>Updates per second while playing; at the right end as fast as it can be drawn.</source>
        <translation>播放时每秒的更新次数；最右端为全速，画多快就多快。</translation>
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
        <translation>正在计算；播放头只能走到已算完的地方。</translation>
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
        <source>iteration {0} / {1} · epoch {2} / {3}</source>
        <translation>迭代 {0} / {1} · 第 {2} / {3} 轮</translation>
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
    <name>Verdicts</name>
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
        <source>bouncing</source>
        <translation>震荡</translation>
    </message>
    <message>
        <source>diverging</source>
        <translation>发散中</translation>
    </message>
    <message>
        <source>diverged at step {0}</source>
        <translation>第 {0} 步发散</translation>
    </message>
    <message>
        <source>first nan at step {0}</source>
        <translation>第 {0} 步首次出现 nan</translation>
    </message>
</context>
<context>
    <name>_Header</name>
    <message>
        <source>Reset zoom</source>
        <translation>还原缩放</translation>
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
